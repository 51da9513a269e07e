import type { Analysis } from '../domain/analysis.ts';
import type { Incident } from '../domain/incident.ts';
import { gatherEvidence } from '../evidence/gather.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { explainFindings } from '../signals/explain.ts';
import { deriveFindings } from '../signals/findings.ts';
import { checkHypothesis } from '../verification/check-hypothesis.ts';
import type { AppContext } from './context.ts';
import { explain } from './explain.ts';
import { createRestore, toAddressPolicy } from './redact-message.ts';

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
  const gathered = await gatherEvidence(incident, {
    collectors,
    clock,
    deadlineMs: config.evidence.deadline,
    lookbackMs: config.evidence.lookback,
    signal,
  });
  const masked = await redactor.redact(gathered.evidence);
  for (const item of masked) metrics.evidence.inc({ source: item.source, status: item.status });
  const findings = deriveFindings(masked);
  const explained = await explain(context, shown, {
    unredacted: incident,
    evidence: masked,
    findings,
    signal,
  });
  const hypothesis = await redactor.redact(explained.hypothesis ?? explainFindings(shown, findings, masked));
  // No model sees what follows: it is checked as people will see it.
  const restore = createRestore(config, redactor.placeholders());
  const evidence = restore(masked);
  const checked = checkHypothesis(restore(hypothesis), evidence);
  const { rung, rungReason, model, failures } = explained;
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
    findings: restore(findings),
    evidence,
    model,
    failures,
    placeholders: redactor.placeholders(),
    startedAtMs,
    finishedAtMs,
  };
}
