import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Observations } from '../domain/observation.ts';
import type { CollectRequest } from '../evidence/collector.ts';
import { fitEvidence } from '../evidence/fit-evidence.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { toDiagnosisContext } from '../signals/diagnosis-context.ts';
import { addDiagnosisFindings } from '../signals/diagnosis-findings.ts';
import { explainFindings } from '../signals/explain.ts';
import { deriveFindings } from '../signals/findings.ts';
import { countRight } from '../storage/feedback.ts';
import { acceptComputed } from '../verification/accept-computed.ts';
import { checkHypothesis } from '../verification/check-hypothesis.ts';
import { citeDiagnosis, listSupport } from './cite-diagnosis.ts';
import type { AppContext } from './context.ts';
import { diagnoseApart } from './diagnose-apart.ts';
import { explain } from './explain.ts';
import { createSuggestionGate } from './gate-commands.ts';
import { gateSuggestions } from './gate-suggestions.ts';
import { createRestore, toAddressPolicy } from './redact-message.ts';
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
  const redactor = createRedactor(toAddressPolicy(config));
  const shown = await redactor.redact(incident);
  const startedAtMs = clock.now();
  const { tracing } = context;
  const traced = collectors.map((collector) => ({
    ...collector,
    collect: (request: CollectRequest) =>
      tracing.step(`collect ${collector.name}`, { type: collector.type }, () => collector.collect(request)),
  }));
  const gathered = await tracing.step('gather evidence', {}, () =>
    gatherEvidence(incident, {
      collectors: traced,
      clock,
      deadlineMs: config.evidence.deadline,
      lookbackMs: config.evidence.lookback,
      signal,
    }),
  );
  const diagnosis = await tracing.step('diagnose', {}, () =>
    diagnoseApart(gathered.observations, toDiagnosisContext(incident), log),
  );
  const cited = citeDiagnosis(diagnosis, gathered, {
    incident,
    range: { fromMs: incident.startedAtMs - config.evidence.lookback, toMs: clock.now() },
  });
  const fitting = fitEvidence(cited, {
    maxTokens: config.evidence.max_tokens,
    wanted: listSupport(diagnosis),
  });
  const masked = await redactor.redact(fitting);
  for (const item of masked) metrics.evidence.inc({ source: item.source, status: item.status });
  const maskedDiagnosis = await redactor.redact(diagnosis);
  const findings = addDiagnosisFindings(maskedDiagnosis, masked, deriveFindings(masked));
  const explained = await tracing.step('ask models', {}, () =>
    explain(
      context,
      {
        incident: shown,
        unredacted: incident,
        evidence: masked,
        findings,
        diagnosis: maskedDiagnosis,
        gathered,
        redact: redactor.redact,
      },
      signal,
    ),
  );
  const computed = await redactor.redact(
    explainFindings({ incident: shown, findings, evidence: masked, diagnosis: maskedDiagnosis }),
  );
  const said = explained.hypothesis === null ? null : await redactor.redact(explained.hypothesis);
  // No model sees what follows: it is checked as people will see it.
  const restore = createRestore(config, redactor.placeholders());
  const evidence = restore(explained.evidence);
  const fallback = restore(computed);
  const commands = said === null ? null : await createSuggestionGate(context.assembly(), incident);
  const verified = await tracing.step('verify', {}, async () =>
    said === null || commands === null
      ? acceptComputed(fallback, evidence)
      : checkHypothesis({
          hypothesis: restore(said),
          fallback,
          evidence,
          diagnosis: restore(maskedDiagnosis),
          knownNames: listServices(gathered.observations),
          history: await countRight(context.db, incident.alertName),
          commands,
        }),
  );
  const sources = collectors.flatMap(({ metrics: series }) => series ?? []);
  const gated =
    said === null || verified.withheld !== null
      ? verified
      : await gateSuggestions(verified, { sources, nowMs: clock.now(), signal });
  const checked = await testCause(context, gated, signal);
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
    diagnosis,
    findings: restore(findings),
    evidence,
    model,
    ...(explained.culprit === null ? {} : { culprit: restore(explained.culprit) }),
    failures,
    placeholders: redactor.placeholders(),
    startedAtMs,
    finishedAtMs,
  };
}
