import type { Enrichment } from '../app/enrich.ts';
import { formatTime } from '../domain/time.ts';

/** The JSON that `POST /enrich` and the `enrich` command answer with, for one alert group. */
export function toEnrichmentJson(enrichment: Enrichment): Record<string, unknown> {
  const { analysis, message } = enrichment;
  const { hypothesis } = analysis;
  return {
    group_key: enrichment.groupKey,
    title: message.title,
    headline: message.headline.text,
    severity: message.severity,
    rung: analysis.rung,
    rung_reason: analysis.rungReason,
    root_cause: hypothesis?.rootCause ?? null,
    alternatives: hypothesis?.alternatives ?? [],
    impact: hypothesis?.impact ?? null,
    remediation: hypothesis?.remediation ?? [],
    investigation: hypothesis?.investigation ?? [],
    prevention: hypothesis?.prevention ?? [],
    claims_checked:
      hypothesis === null ? null : { found: hypothesis.claimsFound, total: hypothesis.claimsTotal },
    findings: analysis.findings,
    evidence: analysis.evidence.map(({ points: _points, range, ...item }) => ({
      ...item,
      range: range === null ? null : { from: formatTime(range.fromMs), to: formatTime(range.toMs) },
    })),
    evidence_line: message.analysis.state === 'done' ? message.analysis.evidenceLine : null,
    model: analysis.model,
    failures: analysis.failures,
    seconds: (analysis.finishedAtMs - analysis.startedAtMs) / 1000,
  };
}

/**
 * The same body back, with what was found out: a mapping gets the key `enrichment` (a list if it made several groups),
 * a list of alerts becomes `{alerts, enrichment}`.
 */
export function toEnrichAnswer(body: unknown, enrichments: readonly Enrichment[]): Record<string, unknown> {
  const all = enrichments.map(toEnrichmentJson);
  const enrichment = all.length === 1 ? all[0] : all;
  return Array.isArray(body) ? { alerts: body, enrichment } : { ...(body as object), enrichment };
}
