/** Whether a metric that is written out is said of a thing of which it was measured: "requests_per_sec of cartservice". */
import { containsName } from '../contains-name.ts';
import type { NameFault } from './name-fault.ts';
import type { Reading } from './phrases.ts';
import { type Item, metricOf } from './subjects.ts';

/** What may follow "of" and be the name of a thing, not a word: it is made like an identifier. */
const thing = '([a-z](?=[\\w.:-]*(?:[-_\\d]|service\\b|api\\b|server\\b|gateway\\b|worker\\b))[\\w.:-]*\\w)';

function tellsOf({ ground, labels }: Item, name: string): boolean {
  return containsName(ground.text, name) || labels.some(([, value]) => containsName(value, name));
}

/** Names after or before a written metric of which no cited series of this metric tells. */
export function judgeOwners({ sentence, items }: Reading): readonly NameFault[] {
  const lower = sentence.toLowerCase();
  const series = items.filter(({ course }) => course !== null);
  const metrics = new Set(series.flatMap((item) => metricOf(item) ?? []));
  return [...metrics].flatMap((metric): readonly NameFault[] => {
    const measured = series.filter((item) => metricOf(item) === metric);
    const owned = [
      new RegExp(
        `\\b${metric}(?:\\{[^}]*\\})? (?:of|on|at|for) (?:the )?(?:pod |service |host )?${thing}`,
        'g',
      ),
      new RegExp(`(?<![\\w.-])${thing}['’]s? (?:[a-z]+ )?${metric}\\b`, 'g'),
    ];
    return owned.flatMap((pattern) =>
      [...lower.matchAll(pattern)].flatMap((match): readonly NameFault[] => {
        const name = match[1] ?? '';
        if (name === metric || measured.some((item) => tellsOf(item, name))) return [];
        const start = match.index + match[0].lastIndexOf(name);
        const [item = null] = measured;
        return [{ text: sentence.slice(start, start + name.length), start, item, actual: null }];
      }),
    );
  });
}
