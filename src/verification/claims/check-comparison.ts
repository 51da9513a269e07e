/** Two things of one kind, held against each other: "db-1 has more connections than db-2". */
import { type Clause, tieFigures } from './clauses.ts';
import type { Ground, Grounds } from './grounds.ts';
import { type PlacedClaim, type Scope, toContradicted, toFound } from './lookup.ts';
import { sharesWords } from './share-words.ts';

const more = 'more|higher|larger|greater|bigger|slower|longer|fuller|busier';
const fewer = 'fewer|less|lower|smaller|faster|shorter';
/** The word, what is compared, and what it is compared with. */
const comparison = new RegExp(`\\b(?:(${more})|(${fewer}))\\b[^;.]{0,60}?\\bthan\\b`, 'i');
/** What is said not to be so is left alone. */
const denied = /\b(?:not|no|never|neither|would|could|should|may|might|if)\b|n['’]t\b/i;

const bound =
  /^\s(?:about |an? |one |half |twice |the )?(?:\d|half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|dozen|twice|doubl|tripl|quadrupl|halv|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred)/i;

/** What a series measures, whatever it is measured of. */
function toMeasure({ subject, facts }: Ground): string {
  return `${subject.replaceAll(/\{[^}]*\}/g, '').replaceAll(/\s+/g, ' ')} ${facts[0]?.fact.unit}`;
}

function numberNow({ facts }: Ground): number | null {
  return facts.find(({ fact }) => fact.name === 'now')?.fact.value ?? null;
}

function listSeries(name: string, clauses: readonly Clause[], grounds: Grounds): readonly Ground[] {
  const [first] = clauses;
  if (first === undefined) return [];
  const topics = clauses.flatMap((clause) => clause.topics);
  const about: Clause = {
    ...first,
    subjects: [name],
    topics,
    inherits: false,
    ofChange: false,
    ofAlert: false,
    ofLogs: false,
  };
  return tieFigures(about, grounds).filter(({ kind, observed }) => kind === 'series' && observed);
}

/** The entity that is named last before the word, and the one that is named first after "than". */
function findSides(
  clauses: readonly Clause[],
  place: { readonly from: number; readonly to: number },
  grounds: Grounds,
): readonly [string, string] | null {
  const names = clauses
    .flatMap(({ mentions }) => mentions)
    .filter((mention) => mention.kind === 'name' && !mention.quoted && grounds.isEntity(mention.text));
  const left =
    names.filter(({ start }) => start < place.from).at(-1) ?? names.find(({ start }) => start < place.to);
  const right = names.find(({ start }) => start >= place.to);
  return left === undefined || right === undefined ? null : [left.text, right.text];
}

/** "consumes more records than are produced": two cited series of one unit, each called by a word that the other has not. */
function findCalled(sentence: string, than: number, scope: Scope): readonly [Ground, Ground] | null {
  const series = scope.grounds.all.filter(({ id, kind }) => kind === 'series' && scope.cited.has(id));
  const [before, after] = [sentence.slice(0, than), sentence.slice(than)].map((text) =>
    series.filter((ground) => sharesWords({ text, subjects: [] }, ground)),
  );
  const right = after ?? [];
  const left = (before ?? []).filter((ground) => !right.includes(ground));
  const [one, other] = [left[0], right[0]];
  if (one === undefined || other === undefined || left.length > 1 || right.length > 1) return null;
  return one.facts[0]?.fact.unit === other.facts[0]?.fact.unit ? [one, other] : null;
}

const againstThreshold =
  /\b(?:is|are|stays?|remains?|now|still)\s(?:now |still |well |far |just )?(?:(above|over|beyond)|(below|under|within))\s(?:its |the )(?:alert(?:ing)? )?(?:threshold|limit)\b/i;

/** Whether what is said to be above its threshold now is. Null when no cited series has one. */
export function checkAgainstThreshold(
  sentence: string,
  clauses: readonly Clause[],
  scope: Scope,
): PlacedClaim | null {
  const match = againstThreshold.exec(sentence);
  const clause = clauses.findLast(({ mentions, text }) => text !== '' && mentions.length > 0) ?? clauses[0];
  if (match === null || clause === undefined || denied.test(sentence)) return null;
  const known = tieFigures(clause, scope.grounds).flatMap((ground) => {
    const [now, threshold] = ['now', 'threshold'].map(
      (name) => ground.facts.find(({ fact }) => fact.name === name)?.fact.value,
    );
    if (!scope.cited.has(ground.id) || now == null || threshold == null) return [];
    return [{ ground, now, threshold }];
  });
  const [first] = known;
  if (first === undefined) return null;
  const [text, above] = match;
  const right = known.find(({ now, threshold }) =>
    above === undefined ? now <= threshold : now >= threshold,
  );
  if (right !== undefined) return toFound('order', { text, start: match.index }, right.ground, scope);
  const actual = `${first.now}, threshold ${first.threshold}`;
  const truth = { evidence: first.ground.id, actual, replacement: null };
  return toContradicted('order', { text, start: match.index }, truth);
}

/** Whether the thing that is said to have more has more. Null when nothing was measured of both alike. */
export function checkComparison(
  sentence: string,
  clauses: readonly Clause[],
  scope: Scope,
): PlacedClaim | null {
  const match = comparison.exec(sentence);
  if (match === null || denied.test(sentence)) return null;
  // "more than a quarter", "more than doubled": how much, and not more than what.
  if (bound.test(sentence.slice(match.index + match[0].length))) return null;
  const [text, isMore] = match;
  const sides = findSides(clauses, { from: match.index, to: match.index + text.length }, scope.grounds);
  const mention = { text, start: match.index };
  if (sides === null) {
    const called = findCalled(sentence, match.index + text.length, scope);
    const values = called?.map(numberNow);
    if (called == null || values?.[0] == null || values[1] == null) return null;
    const [one, other] = [values[0], values[1]];
    if (isMore === undefined ? one < other : one > other) return toFound('order', mention, called[0], scope);
    return toContradicted('order', mention, {
      evidence: called[0].id,
      actual: `${one} against ${other}`,
      replacement: null,
    });
  }
  const [left, right] = sides.map((name) => listSeries(name, clauses, scope.grounds));
  const pairs = (left ?? []).flatMap((a) =>
    (right ?? []).flatMap((b) => {
      const [one, other] = [numberNow(a), numberNow(b)];
      return a === b || one === null || other === null || toMeasure(a) !== toMeasure(b)
        ? []
        : [{ ground: a, than: b, one, other }];
    }),
  );
  const both = pairs.filter(({ ground, than }) => scope.cited.has(ground.id) && scope.cited.has(than.id));
  const meant = both.length > 0 ? both : pairs;
  const [first] = meant;
  if (first === undefined) return null;
  const true_ = meant.find(({ one, other }) => (isMore === undefined ? one < other : one > other));
  if (true_ !== undefined) return toFound('order', mention, true_.ground, scope);
  const actual = `${sides[0]}: ${first.one}, ${sides[1]}: ${first.other}`;
  return toContradicted('order', mention, { evidence: first.ground.id, actual, replacement: null });
}
