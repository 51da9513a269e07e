/** Whom the alert is about, against what a sentence says of it. */
import { markedList, markNames, readMarks } from './placed-names.ts';
import type { Relation, RelationQuestion } from './relation.ts';
import { conflicts, type Item } from './subjects.ts';

const some = '(?: (?:also|still|only|already|now|then|first|critically|[a-z]+ly))*';
const says = `(?: (?:alert|alarm|page))?(?:,? (?:which|that))?${some} (?:concerns |(?:(?:is|was|has been|had been)(?:${some} (?:firing|raised|critical|open|active|triggered))?|fires|fired|went off|goes off)${some}(?: since \\S+)? (?:for|on|about|of) )(?:the |a )?(?:service |pods? of |latency of |slow )?`;
const unsure = /\b(?:not|never|no longer|neither|nor|if|whether|would|could|rather)\b/i;

const asked = /\b(?:if|whether|unclear|unknown)\b[^;,]{0,50}$/i;

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function toRelation(text: string, start: number, item: Item): Relation {
  const actual = item.ground.labels['service'] ?? item.ground.labels['instance'] ?? null;
  return { kind: 'relation', text, start, ruling: { holds: false, item, actual } };
}

/** "DbSlow fires for a", "the alert is about a", of an alert whose labels say b. */
export function judgeAlerts({ reading, library }: RelationQuestion): readonly Relation[] {
  const alerts = library.items.filter(({ ground }) => ground.kind === 'alert');
  const [item, other] = alerts;
  const title = item?.ground.labels['alertname'];
  if (item === undefined || other !== undefined) return [];
  const names = library.directory.names.filter(({ name }) => name !== title?.toLowerCase());
  const told = markNames(
    reading.sentence,
    names.map(({ name }) => name),
  );
  const called = [...(title === undefined ? [] : [escapePattern(title)]), '\\b(?:this|the) alert'];
  return called.flatMap((name) =>
    [...told.text.matchAll(new RegExp(`${name}${says}(?<who>${markedList})`, 'gi'))].flatMap(
      (match): readonly Relation[] => {
        const { who = '' } = match.groups ?? {};
        if (unsure.test(match[0].slice(0, -who.length)) || asked.test(told.text.slice(0, match.index)))
          return [];
        const places = readMarks(who, told);
        const [first] = places;
        const meant = names.filter(({ name: one }) => places.some(({ name: said }) => said === one));
        if (
          first === undefined ||
          !conflicts(
            item,
            meant.map((one) => ({ ...one, at: 0 })),
          )
        )
          return [];
        return [toRelation(reading.sentence.slice(first.start, first.end), first.start, item)];
      },
    ),
  );
}
