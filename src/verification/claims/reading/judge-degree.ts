/** How many services something depends on, or how many depend on it, against the topology. */
import { type DependencyMap, findService, toDependencyMap } from './dependency-map.ts';
import { marked, markNames, readMarks } from './placed-names.ts';
import type { Relation, RelationQuestion } from './relation.ts';

const words = [
  'no',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const number = `(?<count>\\d{1,3}|${words.slice(1).join('|')})`;
const which = '(?:other |known |direct |different |more )*';

const patterns: readonly (readonly [pattern: RegExp, side: 'needCounts' | 'userCounts'])[] = [
  [
    new RegExp(
      `(?<of>${marked}) (?:directly |itself )?(?:depends on|calls|uses|relies on) ${number} ${which}services?\\b`,
      'gi',
    ),
    'needCounts',
  ],
  [new RegExp(`(?<of>${marked}) has ${number} ${which}dependenc(?:y|ies)\\b`, 'gi'), 'needCounts'],
  [
    new RegExp(`(?<of>${marked}) has ${number} ${which}(?:callers?|clients?|dependents?)\\b`, 'gi'),
    'userCounts',
  ],
  [
    new RegExp(
      `\\b${number} ${which}services? (?:directly )?(?:depends? on|calls?|uses?) (?<of>${marked})`,
      'gi',
    ),
    'userCounts',
  ],
];
const unsure = /\b(?:about|around|some|over|than|least|most|nearly|if|whether|not|only|other)\s$/i;

function countFar({ farUsers, userCounts }: DependencyMap, service: string): number {
  return (userCounts.get(service) ?? 0) + (farUsers.get(service)?.size ?? 0);
}

export function judgeDegrees({ reading, library, cited }: RelationQuestion): readonly Relation[] {
  const maps = library.items
    .filter(({ ground }) => ground.kind === 'topology')
    .toSorted((a, b) => Number(cited.has(b.ground.id)) - Number(cited.has(a.ground.id)))
    .flatMap((item) => toDependencyMap(item) ?? []);
  const [map] = maps;
  if (map === undefined) return [];
  const told = markNames(reading.sentence, [...map.names]);
  return patterns.flatMap(([pattern, side]) =>
    [...told.text.matchAll(pattern)].flatMap((match): readonly Relation[] => {
      const { of: mark = '', count: text = '' } = match.groups ?? {};
      const service = findService(map, readMarks(mark, told)[0]?.name ?? '');
      const known = service === null ? undefined : map[side].get(service);
      const lower = match[0].toLowerCase();
      const inside = lower.startsWith(text.toLowerCase()) ? 0 : lower.indexOf(` ${text.toLowerCase()}`) + 1;
      const at = match.index + inside;
      if (service === null || known === undefined || unsure.test(told.text.slice(0, at))) return [];
      const said = /\d/.test(text) ? Number(text) : words.indexOf(text.toLowerCase());
      const isSo = said === known || (side === 'userCounts' && said === countFar(map, service));
      // Fewer may be those that matter.
      if (!isSo && said < known) return [];
      return [
        {
          kind: 'figure',
          text,
          start: at,
          ruling: isSo
            ? { holds: true, item: map.item }
            : { holds: false, item: map.item, actual: String(known) },
        },
      ];
    }),
  );
}
