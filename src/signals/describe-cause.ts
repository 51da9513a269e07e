import type { Diagnosis } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import { type Hypothesis, headlineLimit, type RootCauseStatus } from '../domain/hypothesis.ts';
import { adviseRelief, adviseUndoing } from './advise.ts';
import { cutQuote, findSymptom, quoteEnd } from './describe-symptom.ts';
import { describeTrigger } from './describe-trigger.ts';
import { citeKeys } from './diagnosis-findings.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** What a diagnosis says of the cause, in words that the evidence bears out. */
export interface DescribedCause {
  readonly headline: string;
  /** Two sentences at most. */
  readonly text: string;
  readonly status: RootCauseStatus;
  readonly evidence: readonly string[];
  /** What a person would do first, without commands. */
  readonly advice: Hypothesis['remediation'];
}

const namedVictims = 4;

function firstThatFits(texts: readonly string[]): string {
  return (
    texts.find((text) => text.length <= headlineLimit) ?? cutQuote(texts.at(-1) ?? '', headlineLimit - 1)
  );
}

const toldTime = /,? (?:since|from|at) \d{4}-\d\d-\d\dT[\d:.]+Z/g;
const quotedInHeadline = 45;

/** What explains it when no change does, the longest first: without times, with quotes cut, without who rose with it, its name alone. */
function shortenOther(otherCause: string): readonly string[] {
  const timeless = otherCause.replaceAll(toldTime, '');
  const cut = timeless.replace(
    /(?<= says )"(.+)"(?=$|[ ,;])/,
    (_, line: string) => `"${quoteEnd(line, quotedInHeadline)}"`,
  );
  const alone = cut.replace(/, (?:and with it that of|while|where|as) .*$/, '');
  const name = otherCause.replace(/: .*$/, '');
  return [
    ...[otherCause, timeless, cut, alone].map((text) => `No change explains it: ${text}`),
    ...[cut, alone],
    `${name}; no change explains it`,
  ];
}

/** Who else suffers, when it is not said already, and an item about each; null when nobody does. */
export function describeVictims(
  { blastRadius, candidates }: Diagnosis,
  evidence: readonly EvidenceItem[],
  said: string,
): Pick<DescribedCause, 'text' | 'evidence'> | null {
  const hit = [...new Set([...candidates.slice(0, 1).map(({ service }) => service), ...blastRadius])];
  const named = hit.filter((service) => !said.includes(service));
  if (named.length === 0) return null;
  const shown = named.slice(0, namedVictims);
  const more = named.length > namedVictims ? ' and others' : '';
  const ids = shown.flatMap(
    (service) =>
      evidence.find(({ labels, status }) => status === 'observed' && serviceOfLabels(labels) === service)
        ?.id ?? [],
  );
  return { text: `Also hit: ${shown.join(', ')}${more}.`, evidence: ids };
}

function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The cause in words; null when the diagnosis has nothing to say of it. It never claims more than "likely". */
export function describeCause(
  diagnosis: Diagnosis,
  evidence: readonly EvidenceItem[],
  findings: readonly Finding[],
): DescribedCause | null {
  const [change] = diagnosis.changes;
  const [candidate] = diagnosis.isCause ? diagnosis.candidates : [];
  const { otherCause, otherCauseSupport } = diagnosis;
  const keys = [...(change?.support ?? []), ...(candidate?.support ?? [])];
  const symptom = findSymptom(keys, candidate, { evidence, findings });
  if (change !== undefined && symptom !== null) {
    const trigger = describeTrigger(change, evidence, symptom);
    return {
      // What was changed tells more than how it showed: the symptom is cut before the change is.
      headline: firstThatFits([
        ...trigger.shorts.flatMap((ends) =>
          symptom.shorts.flatMap((beginning) => ends.map((end) => `${beginning}${end}`)),
        ),
        ...symptom.shorts,
      ]),
      text: toSentence(`${symptom.text}${trigger.text}`),
      status: 'likely',
      evidence: [...new Set([...symptom.evidence, ...trigger.evidence])],
      advice: [...adviseUndoing(change, trigger)],
    };
  }
  if (otherCause !== null) {
    const shown = citeKeys(otherCauseSupport, evidence);
    return {
      headline: firstThatFits(shortenOther(otherCause)),
      text: toSentence(`No change explains it: ${otherCause}`),
      status: 'likely',
      evidence: shown,
      advice: [...adviseRelief(diagnosis.otherCauseKind, shown)],
    };
  }
  if (candidate === undefined || symptom === null) return null;
  const sawChanges = evidence.some(({ kind, status }) => kind === 'change' && status === 'observed');
  const ending = sawChanges ? '; no change explains it' : '';
  const none = sawChanges ? ' No change before it explains it.' : '';
  return {
    headline: firstThatFits([...symptom.shorts.map((short) => `${short}${ending}`), ...symptom.shorts]),
    text: `${toSentence(symptom.text)}${none}`,
    status: 'inconclusive',
    evidence: symptom.evidence,
    advice: [],
  };
}
