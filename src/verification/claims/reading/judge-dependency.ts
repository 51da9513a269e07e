/** Whether what a sentence says of who depends on whom is so in the topology. */
import { containsName } from '../contains-name.ts';
import {
  type DependencyMap,
  depends,
  findService,
  isCut,
  toDependencyMap,
  wouldTell,
} from './dependency-map.ts';
import { type Marked, marked, markedList, markNames, type PlacedName, readMarks } from './placed-names.ts';
import type { Relation, RelationQuestion } from './relation.ts';

/** `user` depends on `need`; of `either` it is not said which on which, as "upstream" is used for both. */
type Pairing = 'depends' | 'depends not' | 'either';

const some = '(?: (?:also|only|still|then|itself|alone|both|all|in turn|partly|[a-z]+ly))*';
const list = (group: 'user' | 'need'): string => `(?<${group}>${markedList})`;
const the = '(?:the |its |their |all |both )?';
const of = `(?:['’]s?)`;
const kind = '(?: (?:service|services|pods?|deployment|database|workload|tier))?';
const such = '(?:,? such as |,? like |,? including |,? namely |: | \\(|, )';
const caller = '(?:callers?|clients?|consumers?|dependents?|dependants?)';
const calls = `(?:calls?|called|calling|queries|query|queried|querying|uses?|used(?! to)|using|invokes?|invoked|invoking|consumes?|reads? from|reads through to|writes? to|talks? to|waits? (?:for|on))`;
const needs = `(?:(?:depends?|depended|depending|rel(?:y|ies|ied|ying))${some} (?:up)?on|${calls})`;
const does = `(?:,? (?:which|that|who))?`;

const patterns: readonly (readonly [source: string, pairing: Pairing])[] = [
  [`${list('user')}${kind}${does}${some} (?<told>${needs}) ${the}${list('need')}`, 'depends'],
  [
    `${list('user')}${kind}${does} (?:does|do|did) not${some} (?<told>(?:depend|rely)${some} (?:up)?on|call|use|query) ${the}${list('need')}`,
    'depends not',
  ],
  [
    `${list('need')}${kind}${does} (?:is|are|was|were|gets?)${some} (?<told>(?:called|used|queried|invoked|needed|consumed|fronted|(?:relied|depended) (?:up)?on) by) ${the}${list('user')}`,
    'depends',
  ],
  [
    `${list('need')}${kind}${does} (?:is|are|was|were) not${some} (?<told>(?:called|used|queried|invoked|needed|consumed) by) ${the}${list('user')}`,
    'depends not',
  ],
  [
    `${list('need')}${kind}, (?<told>(?:up)?on which ${the}${list('user')}${some} (?:depends?|rel(?:y|ies)))`,
    'depends',
  ],
  [
    `${list('need')}${kind},? (?<told>(?:which|that) ${the}${list('user')}${some} (?:depends? on|rel(?:y|ies) on|calls?|uses|queries|needs))`,
    'depends',
  ],
  [
    `\\b[Oo]n ${the}${list('need')}${kind}(?: itself)?${some} (?<told>depends?)${some} ${the}${list('user')}`,
    'depends',
  ],
  [
    `${list('need')}${kind}${does}${some} (?<told>(?:sits|stands|lies|runs) (?:directly |right )?behind) ${the}${list('user')}(?!['’])`,
    'depends',
  ],
  [
    `${list('user')}${kind}${does}${some} (?<told>(?:sits|stands|lies|is|runs) in front of|fronts) ${the}${list('need')}(?!['’])`,
    'depends',
  ],
  [`${list('user')}${does}${some} (?<told>reaches) ${the}${list('need')} (?:through|over|via)`, 'depends'],
  [
    `${list('user')}${does}(?:,| (?:is|are|was|were))${some} (?<told>(?:an?|the|one|its|another|both)(?: of the)?(?: [a-z]+)? ${caller} of) ${the}${list('need')}`,
    'depends',
  ],
  [
    `${list('need')}${does}(?:,| (?:is|are|was|were))${some} (?<told>(?:an?|the|one|another|both)(?: of the)?(?: [a-z]+)? dependenc(?:y|ies) of) ${the}${list('user')}`,
    'depends',
  ],
  [`(?<told>\\b${caller} of) ${the}${list('need')}${kind}${such}${the}${list('user')}`, 'depends'],
  [
    `${list('need')}${of} (?<told>(?:[a-z]+ )?${caller})${kind}(?: (?:is|are)|,| such as| like|:| \\()? ?${the}${list('user')}`,
    'depends',
  ],
  [`(?<told>\\bdependenc(?:y|ies) of) ${the}${list('user')}${kind}${such}${the}${list('need')}`, 'depends'],
  [
    `${list('need')}${does}(?:,| (?:is|are|was|were))${some} (?<told>one of) ${the}${list('user')}${of} (?:[a-z]+ )?dependencies`,
    'depends',
  ],
  [
    `(?<!one of |one of the )${list('user')}${of} (?<told>(?:[a-z]+ )?dependenc(?:y|ies))(?: (?:is|are)|,| such as| like|:| \\()? ?${the}${list('need')}`,
    'depends',
  ],
  [
    `(?<told>\\bservices (?:that|which) (?:depend on|call|use)) ${the}${list('need')}${such}${the}${list('user')}`,
    'depends',
  ],
  [
    `(?<told>\\bservices (?:that|which)) ${the}${list('user')} (?:depends on|calls|uses)${such}${the}${list('need')}`,
    'depends',
  ],
  [`${list('user')}${of}(?: [a-z]+)? (?<told>calls to) ${the}${list('need')}`, 'depends'],
  [`(?<told>\\bcalls) (?:from|of|by) ${the}${list('user')} to ${the}${list('need')}`, 'depends'],
  [`(?<told>\\bcalls) to ${the}${list('need')} (?:from|of|by) ${the}${list('user')}`, 'depends'],
  [
    `${list('need')},? (?:and|with|or|along with|of) (?<told>its (?:[a-z]+ )?${caller}),? ${list('user')}`,
    'depends',
  ],
  [
    `${list('user')},? (?:and|with|or|along with|of) (?<told>its (?:[a-z]+ )?dependenc(?:y|ies)),? ${list('need')}`,
    'depends',
  ],
  [
    `${list('user')}${of} (?<told>(?:[a-z]+ )?(?:up|down)stream)(?: (?:service|dependency|services))?,? ${list('need')}`,
    'either',
  ],
  [
    `${list('user')}[^.;,@]{0,40} (?<told>its (?:[a-z]+ )?(?:up|down)stream)(?: (?:service|dependency))?,? ${list('need')}`,
    'either',
  ],
  [
    `${list('user')}${does} (?:is|sits|lies)${some} (?<told>(?:up|down)stream (?:of|from)) ${the}${list('need')}`,
    'either',
  ],
];
const rules = patterns.map(([source, pairing]) => ({ pattern: new RegExp(source, 'gi'), pairing }));

/** "frontend depends on nothing", "nothing depends on frontend" */
const alone: readonly (readonly [pattern: RegExp, side: 'needs' | 'users'])[] = [
  [
    new RegExp(
      `(?<of>${marked})(?: itself)? (?<told>(?:depends on|calls) (?:nothing|none|no (?:other |known )*services?)\\b)(?! (?:else|except|but))`,
      'g',
    ),
    'needs',
  ],
  [new RegExp(`(?<of>${marked}) (?<told>has no (?:known |other )*dependenc(?:y|ies))`, 'g'), 'needs'],
  [
    new RegExp(
      `(?<told>\\b(?:[Nn]othing|[Nn]one|[Nn]o (?:other |known )*services?)(?: that is known)? (?:depends on|calls|uses)) (?<of>${marked})`,
      'g',
    ),
    'users',
  ],
  [new RegExp(`(?<of>${marked}) (?<told>has no (?:known |other )*${caller})`, 'g'), 'users'],
];

/** What is only thought of, or was looked for. */
const unsure =
  /\b(?:if|whether|unless|would|could|may|might|should|unknown|unclear|not (?:known|clear|sure|among)|no evidence|rather than|instead of|no longer|never|neither|nor)\b[^;]{0,60}$/i;

const goesOn =
  /^(?:\s?[.,;:()–—]|\s*$|['’]|\s(?:and|but|or|which|who|whose|that|so|because|since|while|whereas|when|as|for|in|on|at|to|from|with|through|via|over|per|directly|only|too|alone|alike|itself|again|now|then|here|there|first|instead|yet|still|[a-z]+ly)\b)/;

/** A name in lower case as the sentence spells it. */
function spellAs(name: string, sentence: string): string {
  const at = sentence.toLowerCase().indexOf(name);
  return at === -1 ? name : sentence.slice(at, at + name.length);
}

/** Those of a list of whom it can be told that they are meant: "on a, and b and c are slow" says nothing of b and c. */
function trim(names: readonly PlacedName[], rest: string): readonly PlacedName[] {
  return names.length > 1 && !goesOn.test(rest) ? names.slice(0, 1) : names;
}

const many = /\b(?:are|were|all|both)\b|^(?:depend|rely|call|use|query|talk to|wait|read|write)\b/;

/** "a is slow since b and c depends on d": of c alone. */
function takeSubjects(names: readonly PlacedName[], verb: string): readonly PlacedName[] {
  return many.test(verb.trim()) ? names : names.slice(-1);
}

interface Said {
  readonly user: string;
  readonly need: string;
  readonly pairing: Pairing;
  readonly text: string;
  readonly start: number;
}

function listSaid(told: Marked): readonly Said[] {
  return rules.flatMap(({ pattern, pairing }) =>
    [...told.text.matchAll(pattern)].flatMap((match): readonly Said[] => {
      const { user = '', need = '', told: verb = '' } = match.groups ?? {};
      const before = told.text.slice(0, match.index);
      if (unsure.test(before)) return [];
      const isUserFirst = match[0].indexOf(user) < match[0].indexOf(need);
      const [first, last] = isUserFirst ? [user, need] : [need, user];
      const verbAt = match[0].indexOf(verb);
      const firstEnd = match[0].indexOf(first) + first.length;
      const isAhead = verbAt < firstEnd;
      const firsts = isAhead
        ? readMarks(first, told)
        : takeSubjects(readMarks(first, told), match[0].slice(firstEnd, verbAt + verb.length));
      const lasts = trim(readMarks(last, told), told.text.slice(match.index + match[0].length));
      const start = match.index + verbAt;
      const [users, owned] = isUserFirst ? [firsts, lasts] : [lasts, firsts];
      return users.flatMap((one) =>
        owned.flatMap((other) =>
          one.name === other.name ? [] : [{ user: one.name, need: other.name, pairing, text: verb, start }],
        ),
      );
    }),
  );
}

/** Whether other evidence than the topology tells of both: what one logs of the other, a trace. */
function isToldElsewhere({ user, need }: Said, { library }: RelationQuestion): boolean {
  return library.items.some(
    ({ ground }) =>
      ground.kind !== 'topology' &&
      ground.kind !== 'change' &&
      containsName(ground.text, user) &&
      containsName(ground.text, need),
  );
}

function judge(said: Said, map: DependencyMap, question: RelationQuestion): Relation | null {
  const user = findService(map, said.user);
  const need = findService(map, said.need);
  const { text, start, pairing } = said;
  const found: Relation = { kind: 'relation', text, start, ruling: { holds: true, item: map.item } };
  const not = (actual: string): Relation => ({
    kind: 'relation',
    text,
    start,
    ruling: { holds: false, item: map.item, actual },
  });
  const spell = (name: string): string => spellAs(name, question.reading.sentence);
  if (user === need) return null;
  const isSo = user !== null && need !== null && depends(map, user, need);
  const isTurned = user !== null && need !== null && depends(map, need, user);
  if (pairing === 'depends not') {
    const isDirect = user !== null && need !== null && map.needs.get(user)?.has(need) === true;
    return isDirect ? not(`${spell(user)} depends on ${spell(need)}`) : null;
  }
  if (pairing === 'depends' && isSo) return found;
  if (isSo) return null;
  // A list that was cut may hold the other way round as well.
  if (isTurned) {
    const isSure = pairing === 'depends' && !isCut(map, user, need);
    return isSure ? not(`${spell(need)} depends on ${spell(user)}`) : null;
  }
  if (user === null && need === null) return null;
  const tells =
    wouldTell(map, user ?? '', need ?? '') &&
    (pairing === 'depends' || wouldTell(map, need ?? '', user ?? ''));
  const areBoth = user !== null && need !== null;
  const isAsked = areBoth || question.cited.has(map.item.ground.id);
  if (!tells || !isAsked || isToldElsewhere(said, question)) return null;
  return not(`no such dependency is known`);
}

function judgeAlone(told: Marked, maps: readonly DependencyMap[]): readonly Relation[] {
  return alone.flatMap(([pattern, side]) =>
    [...told.text.matchAll(pattern)].flatMap((match): readonly Relation[] => {
      const { told: text = '', of: mark = '' } = match.groups ?? {};
      const name = readMarks(mark, told)[0]?.name ?? '';
      const start = match.index + match[0].indexOf(text);
      return maps.slice(0, 1).flatMap((map): readonly Relation[] => {
        const service = findService(map, name);
        if (service === null) return [];
        const users = [...map.needs].filter(([, list]) => list.has(service)).map(([user]) => user);
        const others = side === 'needs' ? [...(map.needs.get(service) ?? [])] : users;
        const isTold = (side === 'needs' ? map.allNeeds : map.allUsers).has(service);
        if (others.length > 0)
          return [
            {
              kind: 'relation',
              text,
              start,
              ruling: { holds: false, item: map.item, actual: others.join(', ') },
            },
          ];
        return isTold ? [{ kind: 'relation', text, start, ruling: { holds: true, item: map.item } }] : [];
      });
    }),
  );
}

/** "x depends on y", "y is called by x", "callers of y such as x": each against the topology that is cited, else any. */
export function judgeDependencies(question: RelationQuestion): readonly Relation[] {
  const { reading, library, cited } = question;
  const { directory } = library;
  const maps = library.items
    .filter(({ ground }) => ground.kind === 'topology')
    .toSorted((a, b) => Number(cited.has(b.ground.id)) - Number(cited.has(a.ground.id)))
    .flatMap((item) => toDependencyMap(item) ?? []);
  if (maps.length === 0) return [];
  const names = [...maps.flatMap((map) => [...map.names]), ...directory.names.map(({ name }) => name)];
  const told = markNames(reading.sentence, names);
  if (told.places.length === 0) return [];
  const said = listSaid(told).flatMap((one): readonly Relation[] => {
    const judged = maps.flatMap((map) => judge(one, map, question) ?? []);
    const best = judged.find(({ ruling }) => ruling.holds === true) ?? judged[0];
    return best === undefined ? [] : [best];
  });
  return [...said, ...judgeAlone(told, maps)];
}
