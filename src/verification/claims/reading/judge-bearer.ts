/** Whether a state is said of the thing that the cited evidence tells it of: "the frontend pods were OOMKilled". */
import { containsName } from '../contains-name.ts';
import { markedList, markNames, readMarks } from './placed-names.ts';
import type { Relation, RelationQuestion } from './relation.ts';
import type { Item } from './subjects.ts';

/** What may have become of a thing, and the evidence's words for it. */
const states: readonly (readonly [said: string, told: RegExp])[] = [
  ['oom[- ]?killed|killed(?: for memory)?|ended for memory', /(?<![a-z])oom|out of memory|(?<![a-z])kill/],
  ['evicted', /(?<![a-z])evict/],
  ['restarted|restarting', /(?<![a-z])restart|(?<![a-z])starting(?![a-z])/],
  ['throttled', /throttl/],
  ['crash(?:ed|ing|[- ]?looping|[- ]?loops)', /crash|backoff/],
  ['panick(?:ed|ing)|panics', /(?<![a-z])panic/],
  ['drained|cordoned', /(?<![a-z])(?:drain|cordon)/],
];
const rules = states.map(([said, told]) => ({
  pattern: new RegExp(
    `(?<who>${markedList})(?:['’]s)?(?: (?:pods?|containers?|instances?|replicas?|tasks?|workers?|service|process|processes))?(?:,? (?:which|that))? (?:(?:is|are|was|were|got|get|gets|has been|have been|had been|kept|keeps?|being) )?(?:[a-z]+ly |also |then |repeatedly )?(?<told>${said})\\b(?! (?:by|it|its|the|a|an)\\b)`,
    'gi',
  ),
  told,
}));
const unsure =
  /\b(?:if|whether|unless|would|could|may|might|should|neither|nor|never|not|no|until|once)\b[^;,]{0,50}$/i;

function tellsOf({ ground, labels }: Item, name: string): boolean {
  return (
    containsName(ground.text, name) || labels.some(([, value]) => value === name || containsName(value, name))
  );
}

/** Of whom no evidence tells what the cited evidence tells of another. */
export function judgeBearers({ reading, library, cited }: RelationQuestion): readonly Relation[] {
  const { sentence } = reading;
  const told = markNames(
    sentence,
    library.directory.names.map(({ name }) => name),
  );
  if (told.places.length === 0) return [];
  return rules.flatMap(({ pattern, told: words }) => {
    const tellers = library.items.filter(({ ground }) => words.test(ground.text));
    const before = tellers.filter(({ ground }) => cited.has(ground.id));
    const [witness] = before.toSorted(
      (a, b) => Number(a.ground.kind === 'alert') - Number(b.ground.kind === 'alert'),
    );
    if (witness === undefined) return [];
    return [...told.text.matchAll(pattern)].flatMap((match): readonly Relation[] => {
      const who = readMarks(match.groups?.['who'] ?? '', told).at(-1);
      if (who === undefined || unsure.test(told.text.slice(0, match.index))) return [];
      if (tellers.some((item) => tellsOf(item, who.name))) return [];
      const families = library.directory.names.flatMap(({ name, family }) =>
        name === who.name ? [family] : [],
      );
      const other = witness.labels.find(([family]) => families.includes(family))?.[1];
      if (other === undefined) return [];
      const text = sentence.slice(who.start, who.end);
      return [
        { kind: 'relation', text, start: who.start, ruling: { holds: false, item: witness, actual: other } },
      ];
    });
  });
}
