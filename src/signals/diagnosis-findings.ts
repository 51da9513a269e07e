import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';

/** Candidates behind the first that are told, for comparison. */
const toldCandidates = 3;

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
  const candidates = diagnosis.isCause ? diagnosis.candidates.slice(0, toldCandidates) : [];
  const added = candidates.map(
    ({ reason, support, score }, index): Omit<Finding, 'id'> => ({
      kind: 'candidate',
      text: `Likely cause ${index + 1} of ${candidates.length} by ranking: ${withoutStop(reason)}`,
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
            evidence: citeKeys(diagnosis.candidates[0]?.support ?? [], evidence),
            weight: 0.9,
          },
        ];
  return [...findings, ...added, ...explanation]
    .sort((a, b) => b.weight - a.weight)
    .map((finding, index) => ({ ...finding, id: `F${index + 1}` }));
}
