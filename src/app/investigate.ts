import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Observations } from '../domain/observation.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { redactDeep } from '../redaction/redact.ts';
import { explainFindings } from '../signals/explain.ts';
import { deriveFindings } from '../signals/findings.ts';
import { acceptComputed } from '../verification/accept-computed.ts';
import { checkHypothesis } from '../verification/check-hypothesis.ts';
import type { AppContext } from './context.ts';
import { explain } from './explain.ts';
import { testCause } from './test-cause.ts';

/** Services that sources know of, whether or not an evidence item is about them. */
function listServices({ edges, changes, spans }: Observations): readonly string[] {
  const services = [
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...changes.flatMap(({ service }) => service ?? []),
    ...spans.map(({ service }) => service),
  ];
  return [...new Set(services)];
}

/**
 * The order of the stages: evidence → redaction → signals → reasoning → verification. Works without any model, and
 * only throws when the store does.
 */
export async function investigate(
  context: AppContext,
  incident: Incident,
  signal: AbortSignal,
): Promise<Analysis> {
  const { clock, metrics, log } = context;
  const { config, collectors } = context.assembly();
  const shown = redactDeep(incident);
  const startedAtMs = clock.now();
  const gathered = await gatherEvidence(incident, {
    collectors,
    clock,
    deadlineMs: config.evidence.deadline,
    lookbackMs: config.evidence.lookback,
    signal,
  });
  const evidence = redactDeep(gathered.evidence);
  for (const item of evidence) metrics.evidence.inc({ source: item.source, status: item.status });
  const findings = deriveFindings(evidence);
  const explained = await explain(context, shown, { evidence, findings, signal });
  const fallback = redactDeep(explainFindings(shown, findings, evidence));
  const said =
    explained.hypothesis === null
      ? acceptComputed(fallback, evidence)
      : checkHypothesis({
          hypothesis: redactDeep(explained.hypothesis),
          fallback,
          evidence,
          diagnosis: null,
          knownNames: listServices(gathered.observations),
          history: null,
        });
  const checked = await testCause(context, said, signal);
  const { model, failures } = explained;
  const rung = checked.withheld === null ? explained.rung : 'deterministic';
  const rungReason = checked.withheld ?? explained.rungReason;
  if (model !== null) {
    metrics.claims.inc({ verdict: 'found' }, checked.claimsFound);
    metrics.claims.inc({ verdict: 'not_found' }, checked.claimsTotal - checked.claimsFound);
  }
  const finishedAtMs = clock.now();
  metrics.analyses.inc({ rung });
  metrics.analysisDuration.observe((finishedAtMs - startedAtMs) / 1000);
  log.info(
    { incident: incident.id, rung, rungReason, claims: checked.claimsTotal, found: checked.claimsFound },
    'incident analysed',
  );
  return {
    rung,
    rungReason,
    hypothesis: checked,
    findings,
    evidence,
    model,
    failures,
    startedAtMs,
    finishedAtMs,
  };
}
