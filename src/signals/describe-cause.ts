import type { Diagnosis, RankedChange } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import { headlineLimit, type RootCauseStatus } from '../domain/hypothesis.ts';
import { formatDuration, formatTime } from '../domain/time.ts';
import { citeKeys } from './diagnosis-findings.ts';
import { describeMove, findFact, relativeChange, shortName } from './findings.ts';
import { movedShare } from './series-facts.ts';
import { serviceOfLabels } from './service-of-labels.ts';

/** What a diagnosis says of the cause, in words that the evidence bears out. */
export interface DescribedCause {
  readonly headline: string;
  /** Two sentences at most. */
  readonly text: string;
  readonly status: RootCauseStatus;
  readonly evidence: readonly string[];
}

/** What shows the fault most plainly. */
interface Symptom {
  readonly text: string;
  /** For a headline, the longest first. */
  readonly shorts: readonly [string, ...string[]];
  readonly service: string | null;
  /** Null when no clock tells. */
  readonly atMs: number | null;
  readonly evidence: readonly string[];
}

const quotedCharacters = 110;
const headlineQuotes = [80, 60] as const;
const namedVictims = 4;

/** Cut between words: half a name is another name. */
function cutQuote(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const whole = text.slice(0, limit).toWellFormed();
  return `${whole.replace(/\s+\S*$/, '').trimEnd()} …`;
}

function toSeriesSymptom(item: EvidenceItem): Symptom | null {
  if (Math.abs(relativeChange(item)) < movedShare) return null;
  const service = serviceOfLabels(item.labels);
  const bare = item.title.replace(/\{.*\}$/, '');
  const others = [...item.title.matchAll(/=("(?:[^"\\]|\\.)*")/g)].filter(
    ([, value]) => value !== `"${service}"`,
  );
  const subject = service === null ? '' : `${service}: `;
  const atMs = findFact(item, 'moving_since')?.atMs ?? null;
  const since = atMs === null ? '' : `, since ${formatTime(atMs)}`;
  const short = describeMove(item, others.length === 0 ? bare : shortName(item)).replace(since, '');
  return {
    text: `${subject}${describeMove(item, others.length === 0 ? bare : item.title)}`,
    shorts: [`${subject}${short}`],
    service,
    atMs,
    evidence: [item.id],
  };
}

function toLogSymptom(item: EvidenceItem): Symptom | null {
  const line = findFact(item, 'line')
    ?.text.replace(/^like /, '')
    .replace(/^"|"$/g, '');
  if (line === undefined) return null;
  const service = serviceOfLabels(item.labels);
  const atMs = findFact(item, 'first')?.atMs ?? null;
  const since = atMs === null ? '' : `, first at ${formatTime(atMs)}`;
  const said = (limit: number): string => `${service ?? 'a log line'} says "${cutQuote(line, limit)}"`;
  const [long, short] = headlineQuotes;
  return {
    text: `${said(quotedCharacters)}${since}`,
    shorts: [said(long), said(short)],
    service,
    atMs,
    evidence: [item.id],
  };
}

function toSpanSymptom(item: EvidenceItem): Symptom | null {
  const took = findFact(item, 'duration');
  if (took === null) return null;
  const text = `${item.title} ${took.text}`;
  return {
    text,
    shorts: [text],
    service: serviceOfLabels(item.labels),
    atMs: took.atMs,
    evidence: [item.id],
  };
}

const makers: Partial<Readonly<Record<EvidenceItem['kind'], (item: EvidenceItem) => Symptom | null>>> = {
  series: toSeriesSymptom,
  logs: toLogSymptom,
  trace: toSpanSymptom,
};

const plainLevel = /^(?:error|err|severe|crit|critical|fatal|panic|alert|emerg)$/i;

/** An error says what is wrong, a series how much, anything else that something is. */
function rankItem({ kind, labels }: EvidenceItem): number {
  if (kind === 'logs') return plainLevel.test(labels['level'] ?? '') ? 0 : 2;
  return kind === 'series' ? 1 : 3;
}

/** Where one quantity went into another, nothing tells more; then what the diagnosis rests on, its first first. */
function findSymptom(
  keys: readonly string[],
  evidence: readonly EvidenceItem[],
  findings: readonly Finding[],
): Symptom | null {
  const accounting = findings.find((finding) => finding.kind === 'moved' && finding.evidence.length > 1);
  if (accounting !== undefined) {
    const [first] = evidence.filter(({ id }) => id === accounting.evidence[0]);
    const atMs = first === undefined ? null : (findFact(first, 'moving_since')?.atMs ?? null);
    return {
      text: accounting.text,
      shorts: [accounting.short],
      service: null,
      atMs,
      evidence: accounting.evidence,
    };
  }
  const symptoms = keys.flatMap((key) => {
    const item = evidence.find(({ observed }) => observed.includes(key));
    const symptom = item === undefined ? null : (makers[item.kind]?.(item) ?? null);
    return item === undefined || symptom === null ? [] : [{ symptom, rank: rankItem(item) }];
  });
  return symptoms.sort((a, b) => a.rank - b.rank)[0]?.symptom ?? null;
}

interface Trigger {
  readonly text: string;
  /** For a headline, the longest first. */
  readonly shorts: readonly string[];
  readonly evidence: readonly string[];
}

/** Beyond this the time of day tells more than the time between. */
const longestLagMs = 7_200_000;

function toTrigger(change: RankedChange, evidence: readonly EvidenceItem[], symptom: Symptom): Trigger {
  const ids = citeKeys([change.key, ...change.support], evidence);
  const items = evidence.filter(({ id, kind }) => kind === 'change' && ids.includes(id));
  const shipped = items.find(({ observed }) => observed.includes(change.key));
  const name =
    shipped?.title.replace(/ \([^)]*\)$/, '') ??
    [change.kind, change.service].filter((part) => part !== null).join(' of ');
  const own = change.service !== null && change.service === symptom.service;
  const bare = own ? name.replace(` ${change.service} `, ' ') : name;
  const lagMs = symptom.atMs === null ? -1 : symptom.atMs - change.timeMs;
  const age = shipped === undefined ? null : findFact(shipped, 'age');
  const near = lagMs > 0 && lagMs <= longestLagMs;
  const lead = near ? `, ${formatDuration(lagMs)} after ` : '; before that, ';
  const when = near || age === null ? '' : `, ${age.text}`;
  const effect = change.effect ?? '';
  const effects = effect === '' ? [''] : [` (${effect})`, ` (${effect.replace(/: .*$/, '')})`, ''];
  return {
    text: `${lead}${name}${effects[0] ?? ''}${when}`,
    shorts: [...effects.map((one) => `${lead}${bare}${one}`), ''],
    evidence: items.map(({ id }) => id),
  };
}

function firstThatFits(texts: readonly string[]): string {
  return (
    texts.find((text) => text.length <= headlineLimit) ?? cutQuote(texts.at(-1) ?? '', headlineLimit - 1)
  );
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
  const symptom = findSymptom(keys, evidence, findings);
  if (change !== undefined && symptom !== null) {
    const trigger = toTrigger(change, evidence, symptom);
    return {
      headline: firstThatFits(
        trigger.shorts.flatMap((end) => symptom.shorts.map((beginning) => `${beginning}${end}`)),
      ),
      text: toSentence(`${symptom.text}${trigger.text}`),
      status: 'likely',
      evidence: [...new Set([...symptom.evidence, ...trigger.evidence])],
    };
  }
  if (otherCause !== null) {
    return {
      headline: firstThatFits([`No change explains it: ${otherCause}`, otherCause]),
      text: toSentence(`No change explains it: ${otherCause}`),
      status: 'likely',
      evidence: citeKeys(otherCauseSupport, evidence),
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
  };
}
