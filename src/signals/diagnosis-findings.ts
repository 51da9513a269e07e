import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';

/** Candidates behind the first that are told, for comparison. */
const toldCandidates = 3;
const toldChanges = 3;
/** What is left of the weight of a change that was weighed and does not explain the incident, or less well. */
const unrankedShare = 0.5;

/** Ids of the evidence items that speak of observations with these keys. */
export function citeKeys(keys: readonly string[], evidence: readonly EvidenceItem[]): readonly string[] {
  const wanted = new Set(keys);
  return evidence.filter(({ observed }) => observed.some((key) => wanted.has(key))).map(({ id }) => id);
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

/** The findings of the evidence, with what the diagnosis says of causes among them, ordered and numbered anew. */
export function addDiagnosisFindings(
  diagnosis: Diagnosis,
  evidence: readonly EvidenceItem[],
  findings: readonly Finding[],
): readonly Finding[] {
  const isDecided = diagnosis.changes.length > 0 || diagnosis.otherCause !== null;
  const candidates = diagnosis.isCause ? diagnosis.candidates.slice(0, toldCandidates) : [];
  const added = candidates.map(
    ({ reason, support, score }, index): Omit<Finding, 'id'> => ({
      kind: 'candidate',
      text: `${index === 0 ? 'First suspect' : 'Also suspect'}: ${withoutStop(reason)}`,
      short: withoutStop(reason),
      evidence: citeKeys(support, evidence),
      weight: (index === 0 ? 0.96 : 0.8) * Math.min(1, Math.max(0, score)),
    }),
  );
  const explanation: readonly Omit<Finding, 'id'>[] =
    diagnosis.otherCause === null
      ? []
      : [
          {
            kind: 'explanation',
            text: `No change explains it: ${withoutStop(diagnosis.otherCause)}`,
            short: withoutStop(diagnosis.otherCause),
            evidence: citeKeys(diagnosis.otherCauseSupport, evidence),
            weight: 0.9,
          },
        ];
  const changes = diagnosis.changes.slice(0, toldChanges).map(
    ({ key, reason, support }, index): Omit<Finding, 'id'> => ({
      kind: 'change',
      text: withoutStop(reason),
      short: withoutStop(reason),
      evidence: citeKeys([key, ...support], evidence),
      weight: index === 0 ? 0.94 : 0.75,
    }),
  );
  // What the ranking says of a change counts more than that it was there.
  const others = findings.map((finding) =>
    finding.kind === 'change' && isDecided ? { ...finding, weight: finding.weight * unrankedShare } : finding,
  );
  return [...others, ...added, ...explanation, ...changes]
    .sort((a, b) => b.weight - a.weight)
    .map((finding, index) => ({ ...finding, id: `F${index + 1}` }));
}
