/** Names that nothing in the evidence has, told by where they stand: who did something, what is of a kind, on what something depends. */
import { hasPlainPart } from '../name-shapes.ts';
import type { Known, NameFault } from './name-fault.ts';
import type { Reading } from './phrases.ts';
import { toRoots } from './subjects.ts';

const deeds =
  'ran(?= (?:the|a|an|migration|job|[\\w.-]*[_\\d-])\\b)|executed|performed|raised|lowered|resized|scaled|moved|migrated|rotated|restarted|drained|deployed|shipped|released|merged|pushed|applied|rolled out|rolled back|bumped|upgraded|launched|renewed|reverted|enabled|disabled|authored|committed|introduced|installed|switched|reduced|increased|shortened|lengthened|(?:changed|set|put|moved|altered|started|touched)(?= (?:the|its|a|an|[\\w.-]+[_\\d-][\\w.-]*)\\b)';
const doing = new RegExp(
  `(?:^|[,;:] |\\b(?:and|then|that|when|after|before|was|because|since|while) )([a-z][\\w.-]{2,30}) (?:had |has |then |later |also )?(?:${deeds})\\b(?! by)`,
  'g',
);
const doneBy = new RegExp(
  `\\b(?:change|release|deploy|deployment|rollout|commit|update|upgrade|edit|patch|made|${deeds.replace(/\(\?:changed.*$/, 'changed|started')}) by (?:the )?([A-Za-z][\\w.-]{2,30})`,
  'g',
);
const ownerOf =
  /(?:^|[\s(])([A-Za-z][\w.-]{2,30})['’]s (?:change|release|deploy|deployment|rollout|commit|update|upgrade|patch|r\d+|v?\d+\.\d[\w.]*)\b/g;
/** What may be said to have done something without being a person or a service of the evidence. */
const nobody =
  /^(?:a|an|the|it|its|this|that|these|those|they|we|he|she|who|which|what|someone|somebody|nobody|one|our|their|was|were|is|are|been|being|be|not|has|had|have|just|newly|recently|freshly|last|latest|new|hand|mistake|default|accident|team|operators?|engineers?|developers?|authors?|version|releases?|code|changes?|build|image|config|configuration|updates?|patch|fix|deploys?|deployment|rollout|upgrade|commit|only|also|then|once|never|ever|even|later|soon|first|already|automation|somebody|people|both|all|none|each|another|other|others|yesterday|today|now|there|here|alert|page|on-call|nightly|traffic|load|users?|customers?|clients?|flag|job|migration|script|cron|pipeline|ci|bot|service|pod|node|host|cluster|latency|memory|errors?|requests?|when|after|before|while|since|because|and|but)$/i;

function isUnknown(word: string, { isSaid }: Known): boolean {
  return !nobody.test(word) && !isSaid(word.toLowerCase()) && !isSaid(word.toLowerCase().replace(/s$/, ''));
}

/** "theodora purged the cache": a doer before a verb that a cited change has. */
const actor = /(?:^|[,;:] )([a-z][a-z.-]{2,30}) ([a-z]{3,14}ed) (?=the |its |a |an |[\w.-]+[\d_-])/g;

/** A doer, an author or an owner of whom the evidence knows nothing. */
function findUnknownDoer(reading: Reading, known: Known): readonly NameFault[] {
  const { sentence, items } = reading;
  if (!items.some(({ ground }) => ground.kind === 'change')) return [];
  const deeds = new Set(items.flatMap(({ ground, stems }) => (ground.kind === 'change' ? stems : [])));
  const acting = [...sentence.matchAll(actor)].flatMap((match): readonly NameFault[] => {
    const [, word = '', verb = ''] = match;
    const isDeed = toRoots(verb).some((root) => deeds.has(root));
    if (!isDeed || !isUnknown(word, known) || /(?:ed|ing|ly|s)$/.test(word)) return [];
    return [{ text: word, start: match.index + match[0].indexOf(word), item: null, actual: null }];
  });
  const told = [doing, doneBy, ownerOf].flatMap((pattern) =>
    [...sentence.matchAll(pattern)].flatMap((match): readonly NameFault[] => {
      const word = (match[1] ?? '').replace(/[.]$/, '');
      if (!isUnknown(word, known)) return [];
      return [{ text: word, start: match.index + match[0].indexOf(word), item: null, actual: null }];
    }),
  );
  return [...told, ...acting];
}

/** How people are written: "h.brandt", "Helena Brandt". */
const person = "(?:[a-z]+\\.[a-z]{2,20}|[A-Z][a-z’'-]{1,20} [A-Z][a-z’'-]{1,20})(?![\\w-]|\\.\\w)";
const byPerson = new RegExp(`\\b[Bb]y (${person})`, 'g');
const personDoing = new RegExp(
  `(?:^|[,;:(] |\\b(?:and|then|that|when|after|before|because|since|while|as) )(${person})(?=['’]s |,? (?:(?:who|had|has|then|later|also) )*(?:${deeds}|did|made)\\b)`,
  'g',
);

/** Somebody of whom no evidence tells: none of it has either name. */
function isStranger(name: string, { isSaid, changes }: Known): boolean {
  const lower = name.toLowerCase();
  return (
    !changes.some(({ ground }) => ground.text.includes(lower)) &&
    !lower.split(' ').some((word) => isSaid(word))
  );
}

/** "deployed at 02:18 by Helena Brandt", of what somebody else did. */
function findStranger({ sentence, items }: Reading, known: Known): readonly NameFault[] {
  const changed = items.filter(({ ground }) => ground.kind === 'change');
  if (changed.length === 0) return [];
  return [byPerson, personDoing].flatMap((pattern) =>
    [...sentence.matchAll(pattern)].flatMap((match): readonly NameFault[] => {
      const name = match[1] ?? '';
      const start = match.index + match[0].indexOf(name);
      const isOther = changed.every(
        ({ ground }) => ground.authors.length > 0 && !ground.text.includes(name.toLowerCase()),
      );
      return isStranger(name, known) || (isOther && pattern === byPerson)
        ? [{ text: name, start, item: null, actual: null }]
        : [];
    }),
  );
}

/** The first word of a sentence in lower case is a name. */
function findUnknownStart({ sentence }: Reading, known: Known): readonly NameFault[] {
  const word = /^((?=[a-z-]*['’_\d-])[a-z][\w-]{3,40})(?:['’]s)? [a-z]/.exec(sentence)?.[1];
  if (word === undefined || !isUnknown(word, known)) return [];
  const parts = word.split(/[-_]/);
  if (parts.every((part) => known.isSaid(part))) return [];
  return [{ text: word, start: 0, item: null, actual: null }];
}

const table =
  /\b(?:[Tt]able|[Tt]enant|[Tt]opic|[Qq]ueue|[Dd]atabase|[Ii]ndex|[Mm]odel|[Ff]lag) ([a-z][\w-]{3,30}) (?:[a-z]+ed|has|had|was|is|grew|rose|went|fell|holds|held|takes|took)\b/g;

function findUnknownTable({ sentence }: Reading, known: Known): readonly NameFault[] {
  return [...sentence.matchAll(table)].flatMap((match): readonly NameFault[] => {
    const [, word = ''] = match;
    if (/(?:ed|ing|ly|size|use|bloat)$/.test(word) || !isUnknown(word, known)) return [];
    return [{ text: word, start: match.index + match[0].indexOf(word), item: null, actual: null }];
  });
}

const called =
  /\b(?:pool|table|tenant|topic|queue|database|index|model|flag|bucket|cluster|shard|broker|volume|disk|namespace|job|cronjob|file|module|package|function|endpoint|host|node|pod|container|image|service|server|cache|gateway|worker|customer|client|region|zone|partition|consumer group|provider)s? (?!(?:re|pre|co|non|auto|over|under|self|back|round|time|read|write|high|low|long|short|cross|on|off|up|out|in|by|full|half|multi|single|so|well|ever|all)-)(?=[\w.-]*[-_\d])([a-z][\w.-]*\w)/gi;

/** "its pool pgbouncer-main": what follows the word for a kind of thing, and is made as only names are. */
function findUnknownThing({ sentence }: Reading, known: Known): readonly NameFault[] {
  const unquoted = sentence.replaceAll(/"[^"\n]{1,300}"|“[^”\n]{1,300}”/g, (quote) =>
    ' '.repeat(quote.length),
  );
  return [...unquoted.matchAll(called)].flatMap((match): readonly NameFault[] => {
    const [, word = ''] = match;
    const parts = word.toLowerCase().split(/[-_.:]/);
    const isDoing = /ing$/.test(word) && (hasPlainPart(word) || !word.includes('-'));
    const isPlain = isDoing || /(?:ed|ly|wide|like)$/.test(word) || parts.every((part) => known.isSaid(part));
    if (isPlain || !isUnknown(word, known)) return [];
    return [{ text: word, start: match.index + match[0].length - word.length, item: null, actual: null }];
  });
}

const tied =
  /\b(?:depends?|relies|rely|depending|relying) (?:directly |only |heavily |also )?on (?:the )?([a-z]{4,30})(?=[.,;)]|$| (?:and|which|whose|over|through|via)\b)|\b(?:is|was) (?:directly |only |also |itself )?(?:called|used|depended on) by (?:the )?([a-z]{4,30})(?=[.,;)]|$| (?:and|which|whose|over|through|via)\b)/g;
const anything =
  /^(?:them|this|that|these|those|both|none|many|some|most|each|others?|nothing|something|anything|everything|itself|themselves|several|more|what|whom|which|here|there|dependenc(?:y|ies)|traffic|memory|latency|time|load|capacity|demand|volume|size|storage|network)$/;

/** "a depends on b", beside a topology that knows a: b is a name, where it is no plain word. */
function findUnknownNeed({ sentence, items }: Reading, known: Known): readonly NameFault[] {
  if (!items.some(({ ground }) => ground.kind === 'topology')) return [];
  return [...sentence.matchAll(tied)].flatMap((match): readonly NameFault[] => {
    const word = match[1] ?? match[2] ?? '';
    if (/(?:s|ing|ed|ly)$/.test(word) || anything.test(word) || !isUnknown(word, known)) return [];
    return [{ text: word, start: match.index + match[0].lastIndexOf(word), item: null, actual: null }];
  });
}

export function findUnknownNames(reading: Reading, known: Known): readonly NameFault[] {
  return [
    findUnknownDoer,
    findStranger,
    findUnknownStart,
    findUnknownTable,
    findUnknownThing,
    findUnknownNeed,
  ].flatMap((find) => find(reading, known));
}
