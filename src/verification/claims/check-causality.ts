/** What came after an effect did not cause it. */
import { formatDuration } from '../../domain/time.ts';
import { type Event, findEvents, slackMs } from './check-order.ts';
import { toEpochMs } from './check-time.ts';
import { type Clause, tieFigures } from './clauses.ts';
import { containsName } from './contains-name.ts';
import type { Ground } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted } from './lookup.ts';
import type { TimeMention } from './mentions.ts';
import { changeWords } from './vocabulary.ts';

/** An onset is where a series leaves its course; it may do so a little before what moves it. */
const onsetSlackMs = 300_000;
/** Verbs by which a sentence makes one thing the cause of another, beside those that cut it into clauses. */
const causes =
  /\b(?:prompted|prompts|sparked|provoked|brought (?:on|about)|what set|set off|sets off|stems? from|owed to|culprit is|filled|fills|broke|breaks|exhausted|exhausts|saturated|saturates|overloaded|overloads|crashed|slowed|made|makes|is the (?:most likely |likely |root )?(?:cause|culprit)|is responsible|is to blame|explains)\b/i;

/** A log line that was never seen before. */
function isNew({ kind, facts }: Ground): boolean {
  return kind === 'logs' && facts.some(({ fact }) => fact.name === 'before' && fact.value === 0);
}

/** When what the sentence tells of beside the change began, by the series that it cites: the effect, if that is what it is. */
function findOnsets(
  clauses: readonly Clause[],
  { clause: change, ground }: { readonly clause: Clause; readonly ground: Ground },
  scope: Scope,
): readonly number[] {
  const others = clauses.filter((clause) => clause !== change && !clause.ofChange && !clause.ofAlert);
  // What stands in one clause with a change, and is not its own name, is what it did something to.
  const subjects = change.subjects.filter((name) => !containsName(ground.text, name));
  const own: Clause = {
    ...change,
    ofChange: false,
    subjects: subjects.length === 0 ? change.subjects : subjects,
  };
  return [...others, own]
    .flatMap((clause) => tieFigures(clause, scope.grounds))
    .filter(({ id }) => scope.cited.has(id))
    .flatMap((one) => (isNew(one) ? one.eventsMs : (one.moments.get('moving_since') ?? [])));
}

/** Of several changes that a clause may mean, those of the name that stands beside the word for it. */
function pickChange(clause: Clause, events: readonly Event[]): readonly Event[] {
  const changes = events.filter(({ ground }) => ground.kind === 'change');
  const at = clause.text.search(changeWords);
  if (new Set(changes.map(({ ms }) => ms)).size < 2 || at === -1) return changes;
  const places = clause.subjects.map((name) => ({ name, at: clause.text.indexOf(name) }));
  const beside = places.find((place) => place.at > at) ?? places.findLast((place) => place.at < at);
  const own = changes.filter(({ ground }) => beside !== undefined && containsName(ground.text, beside.name));
  return own.length === 0 ? changes : own;
}

/** What comes after an effect did not cause it. `isCause`: the whole statement says what the cause is. */
export function checkCausality(
  sentence: string,
  clauses: readonly Clause[],
  scope: Scope,
  isCause: boolean,
): PlacedClaim | null {
  const startMs = scope.grounds.alertStartMs;
  const denies =
    /\b(?:not|no|never|neither|nor|after|later|only|cannot|too late|unlikely|unrelated|innocent|ruled out|exonerated|cleared|too recent|rather than|postdates?|post-dates?)\b|n['’]t\b/i.test(
      sentence,
    );
  const causal =
    causes.test(sentence) || clauses.some(({ connector }) => connector === 'cause' || connector === 'effect');
  if (startMs === null || denies || !(isCause || causal)) return null;
  for (const [index, clause] of clauses.entries()) {
    const changes = pickChange(clause, findEvents(clause, scope));
    const [only] = changes;
    const spans = new Set(changes.map(({ ms }) => ms));
    if (only === undefined || spans.size !== 1) continue;
    const effects = findEffects(clauses, index, scope);
    const onsets = findOnsets(clauses, { clause, ground: only.ground }, scope);
    const bounds = effects.length > 0 ? effects : [startMs, ...onsets];
    const slack = effects.length === 0 && onsets.length > 0 ? onsetSlackMs : slackMs;
    const latest =
      effects.length > 0 || onsets.length === 0
        ? Math.max(...bounds)
        : Math.min(startMs, Math.max(...onsets));
    if (only.ms <= latest + slack) continue;
    const mention = { text: clause.text.trim(), start: 0 };
    const actual = `it came ${formatDuration(only.ms - latest)} after what it is to have caused`;
    return toContradicted('order', mention, { evidence: only.ground.id, actual, replacement: null });
  }
  return null;
}

/** Times that the clause on the other side of "caused", "because of" gives for the effect. */
function findEffects(clauses: readonly Clause[], cause: number, scope: Scope): readonly number[] {
  const after = clauses[cause + 1];
  const effects =
    clauses[cause]?.connector === 'effect'
      ? clauses.slice(0, cause)
      : after?.connector === 'cause'
        ? clauses.slice(cause + 1)
        : [];
  const given = effects
    .flatMap(({ mentions }) => mentions)
    .filter((mention): mention is TimeMention => mention.kind === 'time');
  return given.map((time) => toEpochMs(time, scope.grounds.alertStartMs ?? 0));
}
