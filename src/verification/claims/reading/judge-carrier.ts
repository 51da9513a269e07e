/** Whether a change did what a sentence says that it did, and holds what it says that it holds. */
import { containsName } from '../contains-name.ts';
import { isSameChange } from '../same-change.ts';
import { judgePassages } from './judge-passage.ts';
import type { Relation, RelationQuestion } from './relation.ts';
import { type Item, toRoots } from './subjects.ts';

/** What is written as only code is: `a.catalog.GetItem`, scoreLog, pool_size, run(). */
const identifier =
  /[A-Za-z_][\w]*(?:(?:\.|::)[A-Za-z_]\w*)+|\b[a-z]+[a-z\d]*[A-Z]\w*|\b[A-Z][a-z\d]+[A-Z]\w*|\b\w+_\w+\b|\b[A-Za-z_]\w{2,}(?=\(\))/g;
const carries =
  /\b(?:carries|carried|contains|contained|holds|includes|included|adds|added|introduces|introduced|brings|brought|calls|called|makes|made|moves|moved|inserts|inserted|touches|touched|changes|changed|appends|appended|sets|put|puts|removed|removes|deleted|dropped|renamed|replaced|is the one that|is what)\b/;
const unsure =
  /\b(?:if|whether|unless|would|could|may|might|should|neither|nor|never|not|no|nothing|without|unlike|rather|instead|than|after|before|since|probably|perhaps|until|once|back|again|roll\w*|revert\w*|restor\w*|undo\w*|fix|expect)\b|n[’']t\b/i;

/** By what a change may be called: versions, numbers and hashes of its title. */
function listHandles({ ground }: Item): readonly string[] {
  const tokens = ground.subject.match(/[\w.-]*\d[\w.-]*\w/g) ?? [];
  return [...new Set(tokens)].filter((token) => token.length > 2);
}

function isNamed(item: Item, lower: string): boolean {
  return listHandles(item).some(
    (handle) =>
      containsName(lower, handle) ||
      (/^[0-9a-f]{12,}$/.test(handle) &&
        (lower.match(/\b[0-9a-f]{7,40}\b/g) ?? []).some((short) => handle.startsWith(short))),
  );
}

function findIdentifiers(text: string): readonly { readonly word: string; readonly at: number }[] {
  return [...text.matchAll(identifier)].map(({ 0: word, index }) => ({ word, at: index }));
}

const fileName =
  /\.(?:go|py|ya?ml|[cm]?[jt]sx?|json|java|kt|rs|rb|php|cs|sql|toml|conf|cfg|ini|md|mod|sum|tf|sh|xml|html|css|proto|lock)$/i;

/** `a.catalog.GetItem` is told of as GetItem, too. */
function lastPart(word: string): string {
  const lower = word.toLowerCase();
  return fileName.test(word) ? lower : (lower.split(/\.|::/).at(-1) ?? lower);
}

/** A part of a sentence. */
interface Part {
  readonly text: string;
  readonly start: number;
}

const turns = /;|,? (?:while|whereas|but|although|and (?=[^,;]{0,40}['’]s\b))/g;

function listParts(sentence: string): readonly Part[] {
  const cuts = [...sentence.matchAll(turns)].map(
    ({ index, 0: text }) => [index, index + text.length] as const,
  );
  const starts = [0, ...cuts.map(([, end]) => end)];
  return starts.map((start, index) => ({
    text: sentence.slice(start, cuts[index]?.[0] ?? sentence.length),
    start,
  }));
}

function isByAuthor({ ground }: Item, lower: string): boolean {
  return ground.authors.some((author) => containsName(lower, author));
}

/** Whether a part calls a change by its number, version, hash, author or what it is about. */
function isOf(part: Part, item: Item): boolean {
  const lower = part.text.toLowerCase();
  return isNamed(item, lower) || isByAuthor(item, lower);
}

/** The items of the only change that is cited. */
function findOnly(changes: readonly Item[], cited: ReadonlySet<string>): readonly Item[] {
  const before = changes.filter(({ ground }) => cited.has(ground.id));
  const [only] = before;
  return only !== undefined && before.every(({ ground }) => isSameChange(ground, only.ground)) ? before : [];
}

/** What the diff of another change holds, said to be in the one that is named. */
function judgeContent(part: Part, changes: readonly Item[], cited: ReadonlySet<string>): readonly Relation[] {
  const verb = carries.exec(part.text);
  if (verb === null || unsure.test(part.text)) return [];
  const ahead = part.text.slice(0, verb.index).toLowerCase();
  const named = changes.filter((item) => isNamed(item, ahead));
  const [only] = named;
  const byHandle =
    only !== undefined && named.every((item) => isSameChange(item.ground, only.ground)) ? [only] : [];
  const byAuthor = changes.filter((item) => isByAuthor(item, ahead));
  const meant = named.length > 0 ? byHandle : byAuthor.length > 0 ? byAuthor : findOnly(changes, cited);
  const [first] = meant;
  if (first === undefined) return [];
  const own = changes.filter((item) => meant.some(({ ground }) => isSameChange(item.ground, ground)));
  // "r1 added a, r2 b": what stands behind the name of another change is its own.
  const lower = part.text.toLowerCase();
  const authors = own.flatMap(({ ground }) => ground.authors);
  const isOther = (item: Item): boolean =>
    !own.includes(item) &&
    (isNamed(item, lower) ||
      item.ground.authors.some((one) => !authors.includes(one) && containsName(lower, one)));
  if (changes.some(isOther)) return [];
  return findIdentifiers(part.text).flatMap(({ word, at }): readonly Relation[] => {
    const name = lastPart(word);
    if (changes.some(({ ground }) => ground.authors.includes(word.toLowerCase()))) return [];
    if (at < verb.index || listHandles(first).some((handle) => handle.includes(name))) return [];
    const isIn = ({ ground }: Item): boolean =>
      containsName(ground.text, name) || ground.text.includes(word.toLowerCase());
    if (own.some(isIn)) return [];
    const holder =
      changes.find((item) => cited.has(item.ground.id) && isIn(item)) ??
      (fileName.test(word) ? changes.find(isIn) : undefined);
    if (holder === undefined) return [];
    const start = part.start + at;
    return [{ kind: 'relation', text: word, start, ruling: { holds: false, item: holder, actual: null } }];
  });
}

interface Sides {
  readonly added: string;
  readonly removed: string;
}

function readDiff({ ground }: Item): Sides | null {
  const lines = ground.text.split('\n');
  const side = (sign: string): string => lines.filter((line) => line.startsWith(sign)).join('\n');
  const [added, removed] = [side('+'), side('-')];
  return added === '' && removed === '' ? null : { added, removed };
}

const took =
  /\b(?:removed|removes|deleted|deletes|dropped|drops|took|takes|taken|got rid|gets rid|stripped|stopped)\b/i;
const gave = /\b(?:added|adds|introduced|introduces|inserted|inserts|(?<=\w )put|brought in|started)\b/i;

/** "took the GetItem call out", of a diff that brings it in. */
function judgeSides(part: Part, item: Item): readonly Relation[] {
  const sides = readDiff(item);
  const isTaken = took.exec(part.text);
  const isGiven = gave.exec(part.text);
  const verb = isTaken ?? isGiven;
  if (sides === null || verb === null || (isTaken !== null && isGiven !== null) || unsure.test(part.text))
    return [];
  const [here, there] = isTaken === null ? [sides.added, sides.removed] : [sides.removed, sides.added];
  return findIdentifiers(part.text).flatMap(({ word, at }): readonly Relation[] => {
    const name = lastPart(word);
    const near = at > verb.index && at - verb.index < 60;
    if (!near || containsName(here, name) || !containsName(there, name)) return [];
    const actual = isTaken === null ? 'the diff removes it' : 'the diff adds it';
    return [
      {
        kind: 'relation',
        text: verb[0],
        start: part.start + verb.index,
        ruling: { holds: false, item, actual },
      },
    ];
  });
}

const effect = /^its diff (removed|added) (?:an? )?([a-z]{4,}?)(?:s|es)?(?::| |$)/gm;

/** "introduced a check", of a diff that takes one away. */
function judgeEffect(part: Part, item: Item): readonly Relation[] {
  const effects = [...item.ground.text.matchAll(effect)];
  return effects.flatMap(([, way = '', thing = '']): readonly Relation[] => {
    if (effects.some(([, other, same]) => same === thing && other !== way)) return [];
    const said = way === 'removed' ? gave : took;
    const verb = said.exec(part.text);
    const isOther = (way === 'removed' ? took : gave).test(part.text);
    if (verb === null || isOther || unsure.test(part.text)) return [];
    const rest = part.text.slice(verb.index + verb[0].length, verb.index + verb[0].length + 40);
    if (!new RegExp(`\\b${thing}`, 'i').test(rest)) return [];
    const ruling = { holds: false, item, actual: `its diff ${way} it` } as const;
    return [{ kind: 'relation', text: verb[0], start: part.start + verb.index, ruling }];
  });
}

const builds =
  /^"?(?:feat(?:\([^)]*\))?: |(?:add|record|introduce|enable|support|start|log|keep|store|collect|append|build|track)\b)/;
const ends = /\b(?:remov|drop|stop|disabl|delet|fix|avoid|prevent|revert|limit|no longer|instead)\w*/;
const stopped =
  /\b(?:stop(?:ped|s) (?:@\S* |[\w-]+ )?(?:from )?[a-z]+ing|no longer [a-z]+s|put an end to)\b/i;
const leastShared = 2;

/** "stopped it from keeping the scores of every request", of a change that began to. */
function judgeDeed(part: Part, item: Item): readonly Relation[] {
  const { summary } = item.ground;
  const verb = stopped.exec(part.text);
  if (
    verb === null ||
    !builds.test(summary) ||
    ends.test(summary) ||
    unsure.test(part.text.slice(0, verb.index))
  )
    return [];
  const told = toRoots(summary.replace(/^"?[a-z]+(?:\([^)]*\))?: /, ''));
  const said = toRoots(part.text.slice(verb.index + verb[0].length));
  if (said.filter((root) => told.includes(root)).length < leastShared) return [];
  return [
    {
      kind: 'relation',
      text: verb[0],
      start: part.start + verb.index,
      ruling: { holds: false, item, actual: summary },
    },
  ];
}

/** The items of the one change that a part of a sentence speaks of; none when it may be one of several. */
function findMeant(part: Part, changes: readonly Item[], cited: readonly Item[]): readonly Item[] {
  const lower = part.text.toLowerCase();
  const named = changes.filter((item) => isNamed(item, lower));
  const byAuthor = cited.filter(({ ground }) => ground.authors.some((author) => containsName(lower, author)));
  const meant = named.length > 0 ? named : byAuthor.length > 0 ? byAuthor : cited;
  const [only] = meant;
  return only === undefined || meant.some((item) => item !== only && !isSameChange(item.ground, only.ground))
    ? []
    : meant;
}

/** "v1501 carries the diff that calls GetItem", "the commit took GetItem out", "switched from on to off". */
export function judgeCarriers({ reading, library, cited }: RelationQuestion): readonly Relation[] {
  const changes = library.items.filter(({ ground }) => ground.kind === 'change');
  const before = changes.filter(({ ground }) => cited.has(ground.id));
  if (before.length === 0) return [];
  const whole = { text: reading.sentence, start: 0 };
  const [parts, only] = [listParts(reading.sentence), findMeant(whole, changes, before)];
  const across =
    parts.length > 1 ? only.flatMap((item) => judgePassages(whole, item, isOf(whole, item))) : [];
  const told = parts.flatMap((part): readonly Relation[] => {
    const own = findMeant(part, changes, before).flatMap((item) => [
      ...judgeSides(part, item),
      ...judgeDeed(part, item),
      ...judgeEffect(part, item),
      ...judgePassages(part, item, isOf(part, item)),
    ]);
    return [...judgeContent(part, changes, cited), ...own];
  });
  return [...told, ...across.filter(({ start }) => !told.some((one) => one.start === start))];
}
