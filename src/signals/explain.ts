import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding, FindingKind } from '../domain/finding.ts';
import { type Hypothesis, headlineLimit, type ImpactLevel } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import type { Severity } from '../domain/severity.ts';
import { type DescribedCause, describeCause, describeVictims } from './describe-cause.ts';

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

/** From what moved together with the alert's number and which change came before, where no diagnosis says more. */
function describeFindings(
  moved: Finding | undefined,
  change: Finding | undefined,
  lead: Finding | undefined,
): Omit<DescribedCause, 'headline' | 'advice'> & { readonly headline: string | null } {
  const sentences = [
    moved?.text,
    change === undefined ? undefined : `${moved === undefined ? '' : 'Before that: '}${change.text}`,
  ].filter((text) => text !== undefined);
  return {
    headline: toHeadline(lead, change),
    text:
      sentences.length === 0
        ? 'The evidence at hand does not say what causes it.'
        : sentences.map(toSentence).join(' '),
    status: moved !== undefined && change !== undefined ? 'likely' : 'inconclusive',
    evidence: sentences.length === 0 ? ['E1'] : [...(moved?.evidence ?? []), ...(change?.evidence ?? [])],
  };
}

/**
 * The best explanation that code can give by itself: where the fault shows most plainly, which change or what else
 * explains it, what the alert's own number does, and what did not move. It never claims more than "likely".
 */
export function explainFindings(options: {
  readonly incident: Incident;
  readonly findings: readonly Finding[];
  readonly evidence: readonly EvidenceItem[];
  /** Null where nothing was diagnosed. */
  readonly diagnosis: Diagnosis | null;
}): Hypothesis {
  const { incident, findings, evidence, diagnosis } = options;
  const first = (kind: FindingKind): Finding | undefined => findings.find((finding) => finding.kind === kind);
  const value = first('threshold_crossed') ?? first('alert_value');
  const moved = first('moved');
  const change = first('change');
  const logs = first('logs');
  const still = findings.filter((finding) => finding.kind === 'did_not_move');
  const summary = incident.annotations['summary'] ?? incident.alertName;
  const lead = moved ?? value;
  const cite = (list: readonly (Finding | undefined)[]): string[] => [
    ...new Set(list.flatMap((finding) => finding?.evidence ?? [])),
  ];
  const described = diagnosis === null ? null : describeCause(diagnosis, evidence, findings);
  const cause = described ?? describeFindings(moved, change, lead);
  const victims =
    diagnosis === null || described === null ? null : describeVictims(diagnosis, evidence, cause.text);
  const queries = evidence.filter(
    (item) => item.status === 'observed' && item.kind === 'series' && item.query !== null,
  );
  const asked = [...new Set(cite([value, moved]))]
    .map((id) => queries.find((item) => item.id === id))
    .filter((item) => item !== undefined);
  return {
    headline: {
      text: cut(cause.headline ?? summary, headlineLimit),
      evidence:
        described !== null ? [...described.evidence] : lead === undefined ? ['E1'] : cite([lead, change]),
    },
    root_cause: { text: cause.text, evidence: [...new Set(cause.evidence)], status: cause.status },
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
      text: [toSentence(value?.text ?? summary), victims?.text].filter(Boolean).join(' '),
      evidence: [
        ...new Set([...(value === undefined ? ['E1'] : cite([value])), ...(victims?.evidence ?? [])]),
      ],
      level: impactOf[incident.severity],
    },
    remediation: [...(described?.advice ?? [])],
    investigation: [
      ...(logs === undefined
        ? []
        : [
            {
              text: toSentence(`Read the ${logs.text}`),
              evidence: cite([logs]),
              command: null,
              promql: null,
            },
          ]),
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
