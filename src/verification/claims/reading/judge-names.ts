/** Whether names stand where they may: who made a change, what it was made to, whom an alert or a log line is about. */
import { containsName } from '../contains-name.ts';
import { isSameChange } from '../same-change.ts';
import type { Known, NameFault } from './name-fault.ts';
import { findNumerals } from './numerals.ts';
import type { Phrase, Reading } from './phrases.ts';
import {
  conflicts,
  type Directory,
  findNames,
  type Item,
  isSameRoot,
  measureFit,
  toRoots,
} from './subjects.ts';
import { findUnknownNames } from './unknown-names.ts';

const titleFactor = 3;
const leastDeed = 2;

/** How much a text tells of what was done in a change, whoever made it. */
function measureDeed(text: string, item: Item): number {
  const bare: Item = { ...item, labels: [], ground: { ...item.ground, authors: [] } };
  return measureFit(text, bare, []);
}

/** What is told around a place, up to where an order of two things is told. */
function stretchAround(sentence: string, at: number): string {
  const turns = [
    ...sentence.matchAll(
      /\b(?:followed|preceded|after|before|while|whereas|predates|postdates|followed by|and then)\b/gi,
    ),
  ];
  const from = turns.findLast(({ index }) => index < at)?.index ?? 0;
  const to = turns.find(({ index }) => index > at)?.index ?? sentence.length;
  return sentence.slice(from, to);
}

/** Who made a change, when another did. */
function findWrongAuthors(reading: Reading, { changes }: Known): readonly NameFault[] {
  const { sentence } = reading;
  const authors = new Set(changes.flatMap(({ ground }) => ground.authors));
  const places = [...authors].flatMap((author) => {
    if (!containsName(sentence.toLowerCase(), author)) return [];
    return [{ author, at: sentence.toLowerCase().indexOf(author) }];
  });
  if (places.length !== 1) return [];
  return places.flatMap(({ author, at }): readonly NameFault[] => {
    const told = stretchAround(sentence, at);
    const deeds = changes.map((item) => ({ item, fit: measureDeed(told, item) }));
    const own = Math.max(
      0,
      ...deeds.filter(({ item }) => item.ground.authors.includes(author)).map(({ fit }) => fit),
    );
    const best = deeds
      .filter(({ item }) => !item.ground.authors.includes(author) && item.ground.authors.length > 0)
      .toSorted((a, b) => b.fit - a.fit)[0];
    if (best === undefined || best.fit < leastDeed + 1 || best.fit < own + titleFactor / 2) return [];
    return [{ text: author, start: at, item: best.item, actual: best.item.ground.authors.join(', ') }];
  });
}

const alertFor =
  /\b(?:alert|page|alarm|[A-Z][a-z]+[A-Z]\w+)\b[^,;]{0,60}?\b(?:(?:is|was|fires|fired|firing|raised|went off|about)\b(?:(?!\b(?:before|after|when|while|because|until|as)\b)[^,;]){0,24}?\b(?:for|on|about|of|at)|concerns?|is about|affects?)\s(?:the )?/;

/** The alert, said to be about another thing than its labels say. */
function findWrongAlert(
  { sentence, alert, phrases }: Reading,
  { directory }: Known,
  alertItem: Item | undefined,
): readonly NameFault[] {
  const match = alertFor.exec(sentence);
  if (match === null || alert === null || alertItem === undefined) return [];
  const at = match.index + match[0].length;
  const phrase = phrases.find(({ start, end }) => at >= start && at < end);
  if (phrase === undefined) return [];
  const rest = sentence.slice(at, Math.min(phrase.end, at + 60));
  const named = findNames(rest, directory);
  if (named.length === 0 || !conflicts(alertItem, named)) return [];
  return [{ text: named[0]?.name ?? '', start: at, item: alertItem, actual: null }];
}

const isAstrayBy = 2;

const inferred =
  /\b(?:probably|presumably|likely|perhaps|may|might|could|would|means|suggests|implies|points to|hints at)\b/i;
const ofIts = /\bits (?:[a-z]+ )?(?:upstream|downstream|dependency|caller|client|backend)\b/i;

/** What log lines or a change tell of, said of another thing than theirs. */
function findAstray(phrase: Phrase, { items }: Reading, directory: Directory): readonly NameFault[] {
  const unquoted = phrase.text.replaceAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g, '');
  const named = findNames(unquoted, directory);
  if (named.length === 0) return [];
  const fits = items
    .filter(({ ground }) => ground.kind === 'logs')
    .map((item) => ({
      item,
      fit: measureFit(phrase.text, { ...item, labels: [] }, named),
      isOther: conflicts(item, named),
    }));
  const open = items
    .filter((item) => !conflicts(item, named))
    .map((item) => measureFit(phrase.text, { ...item, labels: [] }, named));
  const best = fits.toSorted((a, b) => b.fit - a.fit)[0];
  if (best === undefined || !best.isOther || best.fit < Math.max(0, ...open) + isAstrayBy) return [];
  // A line of one may be about the other, about what the one calls its own, or be taken for a sign of something else.
  if (ofIts.test(phrase.text) || inferred.test(phrase.text)) return [];
  if (named.every(({ name }) => containsName(best.item.ground.summary, name))) return [];
  return [
    { text: named[0]?.name ?? '', start: phrase.start + (named[0]?.at ?? 0), item: best.item, actual: null },
  ];
}

const madeTo =
  /\b(?:(?:was|is) (?:one|a release|a change|a deploy) (?:of|to|for)|made (?:on|to|in)|applied (?:on|to|in)|rolled out (?:on|to)|deployed (?:on|to)|reached|released for|shipped (?:to|for)|installed on|pushed to|belongs? to) (?:the )?/g;

/** A change that its number names, said to have been made to something else. */
function findWrongPlaces({ sentence }: Reading, { changes, directory }: Known): readonly NameFault[] {
  const lower = sentence.toLowerCase();
  const named = changes.filter(({ ground }) =>
    (ground.subject.match(/[\w.-]*\d[\w.-]*/g) ?? []).some(
      (token) => token.length > 2 && containsName(lower, token),
    ),
  );
  const [only] = named;
  if (only === undefined || named.length > 1) return [];
  return [...sentence.matchAll(madeTo)].flatMap((match): readonly NameFault[] => {
    const at = match.index + match[0].length;
    const there = findNames(sentence.slice(at, at + 40), directory).filter(({ at: place }) => place < 2);
    const [name] = there;
    const isOwn = there.some((one) => containsName(only.ground.text, one.name));
    return name === undefined || isOwn ? [] : [{ text: name.name, start: at, item: only, actual: null }];
  });
}

const token = '([\\w.-]*\\w(?: ?(?:ms|s|min|h|MB|GB|MiB|GiB|%))?)';
const passage = new RegExp(`${token} (?:into|to) ${token}`, 'gi');

const shapeOf = (name: string): string => name.replaceAll(/\d+/g, '#').replaceAll(/(?<=-)[a-z]$/g, '?');

const isSeveral = /\b(?:separate[sd]?|between|apart|both|and|from)\b/i;

/** "CHG-2093 resized redis-2" of what was done to redis-4: another of the same kind of name. */
function findWrongObjects({ phrases, items }: Reading, { directory }: Known): readonly NameFault[] {
  return phrases.flatMap((phrase): readonly NameFault[] => {
    const fits = items
      .map((one) => ({ item: one, fit: measureFit(phrase.text, { ...one, labels: [] }, phrase.named) }))
      .toSorted(
        (a, b) =>
          b.fit - a.fit || Number(b.item.ground.kind === 'change') - Number(a.item.ground.kind === 'change'),
      );
    const [best, second] = fits;
    const isClear =
      best !== undefined && best.fit >= 2 && (second?.item.ground.kind !== 'change' || second.fit < best.fit);
    if (best === undefined || !isClear || best.item.ground.kind !== 'change') return [];
    const { item } = best;
    const { text } = item.ground;
    const words = text.match(/[a-z0-9]+(?:[._-][a-z0-9]+)*/g) ?? [];
    // "between a's release and b's": of several changes in one breath, each has its own.
    const others = isSeveral.test(phrase.text)
      ? items.filter((one) => one !== item && one.ground.kind === 'change').map(({ ground }) => ground.text)
      : [];
    const there = findNames(phrase.text, directory).filter(
      ({ name }) => ![text, ...others].some((one) => containsName(one, name)),
    );
    return there.flatMap(({ name, at, family }): readonly NameFault[] => {
      const kin = directory.names
        .filter((one) => one.family === family && one.name !== name)
        .map((one) => one.name);
      const own = words.find(
        (word) =>
          word !== name && (kin.includes(word) || (/[-_]/.test(name) && shapeOf(word) === shapeOf(name))),
      );
      // What the change was made to is said; the other name is of what came of it.
      const isTold = own !== undefined && containsName(phrase.text.toLowerCase(), own);
      return own === undefined || isTold ? [] : [{ text: name, start: phrase.start + at, item, actual: own }];
    });
  });
}

interface Deed {
  readonly verb: string;
  readonly object: string;
}

/** "added", "adds" and "add" are one verb. */
function toVerb(word: string): string {
  return word.replace(/(?:ed|ing|es|s|e)$/, '').replace(/([a-z])\1$/, '$1');
}

/** "drop index a_idx, add index b_idx": what was done to what. */
function listDeeds(summary: string): readonly Deed[] {
  return summary.split(/[,;]| and /).flatMap((part) => {
    const verb = toVerb(/(?<![\w-])[a-z]{3,}(?=\s)/.exec(part)?.[0] ?? '');
    const objects = part.match(/[a-z]\w*[_-]\w+/g) ?? [];
    return verb === '' ? [] : objects.map((object) => ({ verb, object }));
  });
}

/** What was added, said to have been dropped. */
function findMixedDeeds({ sentence, items }: Reading): readonly NameFault[] {
  const lower = sentence.toLowerCase();
  return items.flatMap((item): readonly NameFault[] => {
    if (item.ground.kind !== 'change') return [];
    const deeds = listDeeds(item.ground.summary);
    const verbs = new Set(deeds.map(({ verb }) => verb));
    if (verbs.size < 2) return [];
    return deeds.flatMap(({ verb, object }): readonly NameFault[] => {
      const at = lower.indexOf(object);
      if (at === -1) return [];
      const words = lower.slice(0, at).match(/[a-z]{3,}/g) ?? [];
      const nearest = words.toReversed().find((word) => /ed$/.test(word) || verbs.has(toVerb(word)));
      const said = nearest !== undefined && verbs.has(toVerb(nearest)) ? toVerb(nearest) : undefined;
      return said === undefined || said === verb
        ? []
        : [{ text: object, start: at, item, actual: item.ground.summary }];
    });
  });
}

const fewestShared = 2;

/** What another change did, told of the one that is named. */
function findWrongDeeds({ sentence }: Reading, { changes }: Known): readonly NameFault[] {
  const lower = sentence.toLowerCase();
  const named = changes.filter(({ ground }) =>
    (ground.subject.match(/[\w.-]*\d[\w.-]*/g) ?? []).some((one) => containsName(lower, one)),
  );
  const [only] = named;
  if (only === undefined || named.length > 1) return [];
  const said = toRoots(lower);
  const shared = ({ ground }: Item): number => {
    const names = new Set(toRoots(`${ground.subject} ${only.ground.subject}`));
    return toRoots(ground.summary).filter(
      (root) => !names.has(root) && said.some((one) => isSameRoot(one, root)),
    ).length;
  };
  const isOwn = ({ ground }: Item): boolean => isSameChange(ground, only.ground);
  const other = changes.find((one) => !isOwn(one) && shared(one) >= fewestShared);
  if (other === undefined || changes.some((one) => isOwn(one) && shared(one) > 0)) return [];
  return [{ text: sentence.slice(0, 40), start: 0, item: only, actual: only.ground.summary }];
}

/** "catalog-v9 into catalog-v8" of what went from v8 to v9. */
function findReversed({ sentence, items }: Reading): readonly NameFault[] {
  return items.flatMap((item) =>
    item.ground.kind !== 'change'
      ? []
      : [...item.ground.summary.matchAll(passage)].flatMap(([, a = '', b = '']): readonly NameFault[] => {
          const says = (from: string, to: string): number =>
            ['into', 'to']
              .map((word) => sentence.toLowerCase().indexOf(`${from} ${word} ${to}`))
              .find((at) => at !== -1) ?? -1;
          const at = says(b, a);
          return a === b || at === -1 || says(a, b) !== -1
            ? []
            : [{ text: `${b} … ${a}`, start: at, item, actual: `${a} → ${b}` }];
        }),
  );
}

const raises =
  /\b(?:rais|increas|lengthen|extend|prolong|doubl|tripl|bump|enlarg|widen)(?:e[sd]?|ed|ing|s)\b/i;
const lowers =
  /\b(?:lower|shorten|reduc|cut|decreas|halv|trimm|shrank|shrunk|tighten)(?:e[sd]?|ed|ing|s|ting)?\b/i;

/** Up or down, by the two numbers of a change: "from 512 MiB to 1 GiB", "every 1 s instead of every 10 s". */
function wayOfSummary({ ground }: Item): number | null {
  const summary = ground.summary.replaceAll(/["“”]/g, ' ');
  const amounts = findNumerals(summary).filter(({ kind }) => kind === 'amount');
  for (const [index, a] of amounts.entries()) {
    const b = amounts[index + 1];
    if (b === undefined || a.value === b.value) continue;
    const between = summary.slice(a.end, b.start);
    if (/\binstead of\b/.test(between)) return Math.sign(a.value - b.value);
    if (/\bto\b/.test(between)) return Math.sign(b.value - a.value);
  }
  return null;
}

/** What a change raised, said to have been lowered. */
function findTurned({ phrases }: Reading): readonly NameFault[] {
  return phrases.flatMap((phrase): readonly NameFault[] => {
    const [item, other] = phrase.own;
    if (item === undefined || other !== undefined || item.ground.kind !== 'change') return [];
    const { summary } = item.ground;
    const went = wayOfSummary(item);
    const did = went ?? (raises.test(summary) ? 1 : lowers.test(summary) ? -1 : 0);
    const said = raises.exec(phrase.text) ?? lowers.exec(phrase.text);
    if (said === null || did === 0 || (raises.test(phrase.text) && lowers.test(phrase.text))) return [];
    const isUp = raises.test(phrase.text);
    return isUp === did > 0
      ? []
      : [{ text: said[0], start: phrase.start + said.index, item, actual: summary }];
  });
}

export function judgeNames(
  reading: Reading,
  known: Known,
  alertItem: Item | undefined,
): readonly NameFault[] {
  return [
    ...findUnknownNames(reading, known),
    ...findWrongAuthors(reading, known),
    ...findWrongAlert(reading, known, alertItem),
    ...findWrongPlaces(reading, known),
    ...findWrongObjects(reading, known),
    ...findWrongDeeds(reading, known),
    ...findMixedDeeds(reading),
    ...findReversed(reading),
    ...findTurned(reading),
    ...reading.phrases.flatMap((phrase) => findAstray(phrase, reading, known.directory)),
  ];
}
