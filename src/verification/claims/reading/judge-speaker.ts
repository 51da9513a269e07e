/** Whether log lines are of whom a sentence says that they are, of the level that it says, and about whom it says. */
import { containsName } from '../contains-name.ts';
import { findFamily } from '../vocabulary.ts';
import { type Marked, markedList, markNames, type PlacedName, readMarks } from './placed-names.ts';
import type { Relation, RelationQuestion } from './relation.ts';
import { type Item, measureFit } from './subjects.ts';

const some = '(?: (?:has|have|had|also|then|first|already|only|itself|repeatedly|since|later|[a-z]+ly))*';
/** What else may be meant by it than a log line. */
const loosely = /^(?:reports?|reported|records|recorded|threw|throws|raised)$/;
const speech = [
  `(?<who>${markedList})(?:['’]s? (?:pods?|containers?|watchdog|log|logs))?(?:,? (?:which|that|who))?${some} (?<told>logged|logs|warned|warns|complained|complains|reported|reports|recorded|threw)\\b`,
  `(?<told>\\b(?:logged|emitted|printed|written|complained|reported)) by (?:the )?(?<who>${markedList})`,
].map((source) => new RegExp(source, 'g'));

const ends =
  /[;]|,? (?:while|whereas|but|although|because|so)\b|, (?:and|which|with|followed|preceded)\b|\band (?=@)/;
const unsure = /\b(?:if|whether|unless|would|could|may|might|should|neither|nor|never|not|no)\b[^;,]{0,50}$/i;

function isSpeaker({ ground }: Item, name: string): boolean {
  return Object.values(ground.labels).some((label) => {
    const value = label.toLowerCase();
    return value === name || containsName(value, name) || containsName(name, value);
  });
}

/** Whether it says at all whose lines they are. */
function hasSpeaker({ ground }: Item): boolean {
  return ground.kind === 'logs' && Object.keys(ground.labels).some((label) => findFamily(label) !== null);
}

function fitOf(text: string, item: Item): number {
  return measureFit(text, { ...item, labels: [] }, []);
}

interface Speech {
  readonly who: PlacedName;
  readonly verb: string;
  /** What is said to have been logged. */
  readonly content: string;
  readonly contentStart: number;
}

function listSpeeches(told: Marked, sentence: string): readonly Speech[] {
  return speech.flatMap((pattern, index) =>
    [...told.text.matchAll(pattern)].flatMap((match): readonly Speech[] => {
      const { who = '', told: verb = '' } = match.groups ?? {};
      if (unsure.test(told.text.slice(0, match.index))) return [];
      const isActive = index === 0;
      const place = readMarks(who, told).at(isActive ? -1 : 0);
      if (place === undefined) return [];
      const end = match.index + match[0].length;
      const rest = told.text.slice(end);
      const length = ends.exec(rest)?.index ?? rest.length;
      const from = isActive ? end : 0;
      const content = sentence.slice(from, isActive ? end + length : match.index);
      return [{ who: place, verb, content, contentStart: from }];
    }),
  );
}

/** Lines of one, said to be of another. */
function judgeWho(speech: Speech, { library, cited, reading }: RelationQuestion): Relation | null {
  const { who, verb, content } = speech;
  const spoken = library.items.filter(hasSpeaker);
  const before = reading.items.filter(hasSpeaker);
  if (before.length === 0 || before.some((item) => isSpeaker(item, who.name))) return null;
  const isMeasured = reading.items.some(
    (item) => item.ground.kind !== 'logs' && item.ground.kind !== 'topology' && item.ground.kind !== 'text',
  );
  if (loosely.test(verb) && isMeasured) return null;
  const own = spoken.filter((item) => !cited.has(item.ground.id) && isSpeaker(item, who.name));
  const best = before.toSorted((a, b) => fitOf(content, b) - fitOf(content, a))[0];
  if (best === undefined) return null;
  const bestFit = fitOf(content, best);
  const ownFit = Math.max(-1, ...own.map((item) => fitOf(content, item)));
  // Its own lines may be meant, with others cited.
  if (ownFit >= bestFit || (bestFit < 1 && (own.length > 0 || loosely.test(verb)))) return null;
  const actual =
    Object.entries(best.ground.labels).find(([label]) => findFamily(label) !== null)?.[1] ?? null;
  return {
    kind: 'relation',
    text: reading.sentence.slice(who.start, who.end),
    start: who.start,
    ruling: { holds: false, item: best, actual },
  };
}

const about = /^ (?:[a-z]+ )?(?:that|of|about|against)\b/;
const aside = /[,;:(–—]|\b(?:because|while|when|after|before|since|as|so|though|until|due|owing|like)\b/;

/** "warned that its upstream a was slow", of a line that tells of b. */
function judgeWhom(
  { who, content, contentStart }: Speech,
  told: Marked,
  { reading, library }: RelationQuestion,
): Relation | null {
  if (!about.test(content)) return null;
  const lines = reading.items.filter((item) => item.ground.kind === 'logs' && isSpeaker(item, who.name));
  const [line, other] = lines;
  if (line === undefined || other !== undefined) return null;
  const end = contentStart + (aside.exec(content)?.index ?? content.length);
  const inside = told.places.filter(({ start }) => start >= contentStart && start < end);
  const [name, second] = inside;
  if (name === undefined || second !== undefined) return null;
  const lower = reading.sentence.toLowerCase();
  const { text, summary } = line.ground;
  const isIn = (one: string): boolean => containsName(text, one) || containsName(one, who.name);
  if (isIn(name.name) || fitOf(content, line) < 1) return null;
  const families = new Set(
    library.directory.names.filter((one) => one.name === name.name).map(({ family }) => family),
  );
  const meant = library.directory.names.find(
    (one) => families.has(one.family) && containsName(summary, one.name) && !containsName(lower, one.name),
  );
  if (meant === undefined) return null;
  return {
    kind: 'relation',
    text: reading.sentence.slice(name.start, name.end),
    start: name.start,
    ruling: { holds: false, item: line, actual: meant.name },
  };
}

const levels: readonly (readonly [said: RegExp, level: RegExp, name: string])[] = [
  [
    /\b(?:error|err) (?:log )?(?:lines?|messages?|logs?|level)\b|\bat level error\b/i,
    /^(?:err|crit|fatal|alert|emerg|panic|severe)/i,
    'error',
  ],
  [/\bwarn(?:ing)? (?:log )?(?:lines?|messages?|logs?|level)\b|\bat level warn/i, /^warn/i, 'warn'],
  [/\binfo (?:log )?(?:lines?|messages?|logs?|level)\b|\bat level info/i, /^(?:info|notice)/i, 'info'],
  [/\bdebug (?:log )?(?:lines?|messages?|logs?|level)\b/i, /^(?:debug|trace)/i, 'debug'],
];
const levelOf = ({ ground }: Item): string =>
  (ground.labels['level'] ?? ground.labels['severity'] ?? '').toLowerCase();

/** Lines of one level, said to be of another. */
function judgeLevel(speech: Speech | null, { reading }: RelationQuestion): readonly Relation[] {
  const text = speech === null ? reading.sentence : speech.content;
  const from = speech === null ? 0 : speech.contentStart;
  const logs = reading.items.filter((item) => item.ground.kind === 'logs' && levelOf(item) !== '');
  const meant = speech === null ? logs : logs.filter((item) => isSpeaker(item, speech.who.name));
  if (meant.length === 0) return [];
  return levels.flatMap(([said, level, name]): readonly Relation[] => {
    const match = said.exec(text);
    if (match === null || meant.some((item) => level.test(levelOf(item)))) return [];
    if (meant.some((item) => containsName(item.ground.summary, name))) return [];
    const [item] = meant;
    if (item === undefined) return [];
    return [
      {
        kind: 'relation',
        text: match[0],
        start: from + match.index,
        ruling: { holds: false, item, actual: `level ${levelOf(item)}` },
      },
    ];
  });
}

/** "a warned that its upstream b was slow", "logged by a", "12 error lines of a". */
export function judgeSpeakers(question: RelationQuestion): readonly Relation[] {
  const { reading, library } = question;
  const names = library.directory.names.flatMap(({ name, said }) => [name, ...said]);
  const told = markNames(reading.sentence, names);
  const speeches = listSpeeches(told, reading.sentence);
  const isAllLogs = reading.items.length > 0 && reading.items.every(({ ground }) => ground.kind === 'logs');
  const [only] = speeches;
  const ofLevel =
    speeches.length === 0 && isAllLogs
      ? judgeLevel(null, question)
      : only !== undefined && speeches.length === 1
        ? judgeLevel(only, question)
        : [];
  return [
    ...speeches.flatMap((one) => judgeWho(one, question) ?? judgeWhom(one, told, question) ?? []),
    ...ofLevel,
  ];
}
