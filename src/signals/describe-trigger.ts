import type { RankedChange } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { formatDuration } from '../domain/time.ts';
import type { Symptom } from './describe-symptom.ts';
import { citeKeys } from './diagnosis-findings.ts';
import { findFact } from './findings.ts';

/** The change before a symptom, as a sentence ends with it. */
export interface Trigger {
  /** "deploy inventory v1.2" */
  readonly name: string;
  readonly text: string;
  /** For a headline, what tells most first; each with its name at full and at its shortest. */
  readonly shorts: readonly (readonly string[])[];
  readonly evidence: readonly string[];
}

/** Beyond this the time of day tells more than the time between. */
const longestLagMs = 86_400_000;

/** "changed pool.MaxConns 32 → 8" → "changed pool.MaxConns 32 → 8", "MaxConns 32 → 8", "changed MaxConns"; of anything else its beginning. */
function shortenEffect(effect: string): readonly string[] {
  const [, key = '', values = ''] = /^changed (.*?) (\S.* → .*)$/.exec(effect) ?? [];
  const last = key.split('.').at(-1) ?? key;
  const forms =
    key === '' || /\s/.test(key)
      ? [
          effect,
          effect.replace(/: .*$/, ''),
          effect.replace(/(?:, (?:behind|without|with|which)|: ).*$/, ''),
          effect.replace(/^(sets \S+) .*$/, '$1'),
        ]
      : [effect, `${last} ${values}`, `changed ${last}`];
  return [...new Set(forms)];
}

/** Names the change, and says how long before the symptom it was and what it did. */
export function describeTrigger(
  change: RankedChange,
  evidence: readonly EvidenceItem[],
  symptom: Symptom,
): Trigger {
  const ids = citeKeys([change.key, ...change.support], evidence);
  const items = evidence.filter(({ id, kind }) => kind === 'change' && ids.includes(id));
  const shipped = items.find(({ observed }) => observed.includes(change.key));
  const name =
    shipped?.title.replace(/ \([^)]*\)$/, '') ??
    [change.kind, change.service].filter((part) => part !== null).join(' of ');
  const own = change.service !== null && change.service === symptom.service;
  const bare = own ? name.replace(` ${change.service} `, ' ') : name;
  const barest = bare.replace(/^deploy (?=.*\d)/, '');
  const lagMs = symptom.atMs === null ? -1 : symptom.atMs - change.timeMs;
  const age = shipped === undefined ? null : findFact(shipped, 'age');
  const near = lagMs > 0 && lagMs <= longestLagMs;
  const lead = near ? `, ${formatDuration(lagMs)} after ` : '; before that, ';
  const when = near || age === null ? '' : `, ${age.text}`;
  const effects = change.effect === null ? [] : shortenEffect(change.effect).map((one) => ` (${one})`);
  return {
    name,
    text: `${lead}${name}${effects[0] ?? ''}${when}`,
    shorts: [...effects, ''].map((one) => [...new Set([bare, barest])].map((it) => `${lead}${it}${one}`)),
    evidence: items.map(({ id }) => id),
  };
}
