/** Words that say how something moved. */

export type Direction = 'up' | 'down' | 'flat' | 'back';

/** Regular verbs by their stem: "climb" stands for climbs, climbed and climbing. */
const regular: Readonly<Record<Direction, string>> = {
  up:
    'increase climb jump spike surge soar balloon mushroom escalate skyrocket rocket explode inflate multiply double ' +
    'triple quadruple quintuple ramp heighten swell accumulate',
  down:
    'decrease drop decline plunge plummet collapse slump dwindle tumble ebb dip wane diminish fade recede taper cease ' +
    'vanish disappear lessen halve drain shrivel nosedive crater evaporate',
  flat: 'plateau hover stagnate',
  back: 'recover normalise normalize subside abate rebound',
};

/** Forms that no rule makes, and words that are no verbs. */
const irregular: Readonly<Record<Direction, string>> = {
  up:
    'rose rise rises rising risen grew grow grows growing grown growth leapt leaped leap leaping swollen crept creeping ' +
    'higher gained gaining expanded',
  down:
    'emptied emptying empties depleted depleting slackened fell fall falls falling fallen slipped slips slipping eased sagged shrank shrink shrinks shrinking shrunk sank sink sinks sinking sunk slid slide slides sliding ' +
    'lower lost stopped',
  flat: 'stayed stable steady unchanged flat constant static',
  back: 'receded',
};

const doubling = /(?:[^aeiou][aeiou][pt]|ll)$/;

/** climb → climb climbs climbed climbing; drop → dropped; triple → tripling; multiply → multiplied. */
function inflect(verb: string): readonly string[] {
  if (verb.endsWith('e')) return [verb, `${verb}s`, `${verb}d`, `${verb.slice(0, -1)}ing`];
  if (/[^aeiou]y$/.test(verb))
    return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`, `${verb}ing`];
  const stem = doubling.test(verb) && !/(?:ll|et)$/.test(verb) ? `${verb}${verb.at(-1)}` : verb;
  return [verb, `${verb}${/(?:sh|ch|x|s)$/.test(verb) ? 'es' : 's'}`, `${stem}ed`, `${stem}ing`];
}

const directions = ['up', 'down', 'flat', 'back'] as const satisfies readonly Direction[];

const words: ReadonlyMap<string, Direction> = new Map(
  directions.flatMap((direction) =>
    [...regular[direction].split(' ').flatMap(inflect), ...irregular[direction].split(' ')].map(
      (word) => [word, direction] as const,
    ),
  ),
);

/** What two or three words say together; it holds as it stands, whatever is denied beside it. */
const phrases: readonly (readonly [said: RegExp, Direction, isDenial?: true])[] = [
  [
    /(?:shot|went|gone|goes|going|built|build(?:s|ing)?|pil(?:ed|es?|ing)|pushed|crept|edged) up(?!\w| to date)/iy,
    'up',
  ],
  [
    /(?:went|gone|goes|going|came|come|comes|coming|brought|trended|trending|edged|scaled) down(?!\w)/iy,
    'down',
  ],
  [
    /(?:thin(?:ned|ning|s) out|dr(?:ied|ying) up|tail(?:ed|ing) off|di(?:ed|es) (?:down|away)|calm(?:ed|ing) down|cool(?:ed|ing) (?:off|down)|wound down|drop(?:ped|ping) off|fell (?:off|away))(?!\w)/iy,
    'down',
  ],
  [
    /(?:took off|ramp(?:ed|ing) up|back(?:ed|ing) up|stack(?:ed|ing) up|mount(?:ed|ing) up|built up|edged up)(?!\w)/iy,
    'up',
  ],
  [/(?:pick(?:ed|ing|s)|trend(?:ed|ing|s)|crept|creeping|inched|inching) up(?!\w)/iy, 'up'],
  [/(?:levell?ed|leveling|levelling|flattened) (?:off|out)(?!\w)/iy, 'flat'],
  [
    /(?:fell|falls|fallen|falling|got|getting|lagged|dropp(?:ed|ing)) (?:ever |further |far )?behind(?!\w)/iy,
    'up',
  ],
  [/(?:fewer and fewer|less and less)(?!\w)/iy, 'down'],
  [/(?:more and more)(?!\w)/iy, 'up'],
  [/more often than (?:before|usual|ever)(?!\w)/iy, 'up'],
  [/less often than (?:before|usual|ever)(?!\w)/iy, 'down'],
  [/(?:barely|hardly|scarcely) (?:budged?|moved?|changed?|shifted|stirred)(?!\w)/iy, 'flat', true],
  [
    /(?:did not|didn['’]t|does not|has not|hasn['’]t|have not|never) (?:move|moved|change|changed|budge|budged)(?!\w)/iy,
    'flat',
    true,
  ],
  [
    /(?:is|are|was|were|held|holds|stays|remained|remains) (?:level|put|as (?:it|they) (?:was|were))(?= at\b| throughout|[,.;]|$)/iy,
    'flat',
  ],
];

export interface DirectionWord {
  readonly direction: Direction;
  readonly length: number;
  /** A phrase that has its own denial in it. */
  readonly isPhrase: boolean;
}

/** The direction that begins at this place of a sentence; `word` is the word there. */
export function findDirection(sentence: string, start: number, word: string): DirectionWord | null {
  for (const [pattern, direction, isDenial] of phrases) {
    pattern.lastIndex = start;
    const [whole] = pattern.exec(sentence) ?? [];
    if (whole !== undefined) return { direction, length: whole.length, isPhrase: isDenial === true };
  }
  const direction = words.get(word.toLowerCase());
  // "flat out" is as fast as can be; a leap second goes nowhere.
  if (
    direction === undefined ||
    /^(?:flat out|leap (?:seconds?|years?|days?))\b/i.test(sentence.slice(start, start + 13))
  )
    return null;
  return { direction, length: word.length, isPhrase: false };
}
