import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding, FindingKind } from '../domain/finding.ts';
import { type Hypothesis, headlineLimit, type ImpactLevel } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Severity } from '../domain/severity.ts';

const impactOf: Readonly<Record<Severity, ImpactLevel>> = {
  critical: 'critical',
  error: 'high',
  warning: 'medium',
  info: 'low',
};

function cut(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1).trimEnd()}…`;
}

function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What moved, and the change before it while there is room for both. */
function toHeadline(lead: Finding | undefined, change: Finding | undefined): string | null {
  if (lead === undefined) return null;
  const both = change === undefined ? lead.short : `${lead.short}; ${change.short}`;
  return both.length <= headlineLimit ? both : lead.short;
}

/**
 * The best explanation that code can give by itself: what the alert's own number does, what moved together with it,
 * and which change came before. It never claims more than "likely".
 */
export function explainFindings(
  incident: Incident,
  findings: readonly Finding[],
  evidence: readonly EvidenceItem[],
): Hypothesis {
  const first = (kind: FindingKind): Finding | undefined => findings.find((finding) => finding.kind === kind);
  const value = first('threshold_crossed') ?? first('alert_value');
  const moved = first('moved');
  const change = first('change');
  const logs = first('logs');
  const still = findings.filter((finding) => finding.kind === 'did_not_move');
  const cause = [moved, change].filter((finding) => finding !== undefined);
  const summary = incident.annotations['summary'] ?? incident.alertName;
  const lead = moved ?? value;
  const cite = (list: readonly (Finding | undefined)[]): string[] => [
    ...new Set(list.flatMap((finding) => finding?.evidence ?? [])),
  ];
  const queries = evidence.filter(
    (item) => item.status === 'observed' && item.kind === 'series' && item.query !== null,
  );
  const asked = [...new Set(cite([value, moved]))]
    .map((id) => queries.find((item) => item.id === id))
    .filter((item) => item !== undefined);
  return {
    headline: {
      text: cut(toHeadline(lead, change) ?? summary, headlineLimit),
      evidence: lead === undefined ? ['E1'] : cite([lead, change]),
    },
    root_cause: {
      text:
        cause.length > 0
          ? [
              moved?.text,
              change === undefined
                ? undefined
                : `${moved === undefined ? '' : 'Before that: '}${change.text}`,
            ]
              .filter((text) => text !== undefined)
              .map(toSentence)
              .join(' ')
          : 'The evidence at hand does not say what causes it.',
      evidence: cause.length > 0 ? cite(cause) : ['E1'],
      status: moved !== undefined && change !== undefined ? 'likely' : 'inconclusive',
    },
    alternatives:
      still.length === 0
        ? []
        : [
            {
              text: `Unlikely, because unchanged: ${still.map((finding) => finding.text).join('; ')}.`,
              evidence: cite(still),
            },
          ],
    impact: {
      text: toSentence(value?.text ?? summary),
      evidence: value === undefined ? ['E1'] : cite([value]),
      level: impactOf[incident.severity],
    },
    remediation: [],
    investigation: [
      ...(logs === undefined
        ? []
        : [{ text: toSentence(logs.text), evidence: cite([logs]), command: null, promql: null }]),
      ...asked.map((item) => ({
        text: `Watch ${item.title}.`,
        evidence: [item.id],
        command: null,
        promql: item.query,
      })),
    ],
    prevention: [],
    disproof: null,
  };
}
