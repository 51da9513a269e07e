import type { RankedChange } from '../../domain/diagnosis.ts';
import { formatDuration } from '../../domain/time.ts';
import type { ChangeQuestion } from './change-question.ts';
import type { LinkedChange } from './link-changes.ts';
import type { AssessedChange } from './rank-changes.ts';

/** People may write pages into a summary; what the change did comes behind it. */
const shownSummary = 80;

function shorten(text: string): string {
  return text.length <= shownSummary ? text : `${text.slice(0, shownSummary).toWellFormed()}…`;
}

function describeWhat({ source, effect, services }: LinkedChange): string {
  const where = effect.service ?? services[0] ?? null;
  const name = effect.version ?? (effect.kind === 'flag' ? effect.id : effect.id.slice(0, 12));
  const shipped = source !== effect ? ` ("${shorten(source.summary ?? source.id.slice(0, 12))}")` : '';
  return `${effect.kind}${where === null ? '' : ` of ${where}`} ${name}${shipped}`;
}

function describeLag(atMs: number, onsetMs: number): string {
  const lagMs = onsetMs - atMs;
  return lagMs < 0 ? `as it began` : `${formatDuration(lagMs)} before it began`;
}

/** The change as a diagnosis names it, with why in one sentence. */
export function toRankedChange(assessed: AssessedChange, question: ChangeQuestion): RankedChange {
  const { link, mechanism, score, waitedFor } = assessed;
  const { source, effect } = link;
  const { kind, because } = mechanism;
  const why = [
    mechanism.effect,
    kind === null || because === null ? null : `which fits ${because} (${kind.label})`,
  ].filter((part) => part !== null);
  const lag = describeLag(effect.timeMs, question.onsetMs ?? question.startedAtMs);
  const start = link.restarts.find(({ timeMs }) => timeMs === link.atMs);
  const taken = start === undefined ? '' : `, read at the start of ${start.version ?? start.id.slice(0, 12)}`;
  const ending = why.length === 0 ? '' : `: ${why.join(', ')}`;
  const flag = waitedFor?.inherited?.flip.name ?? null;
  const waited = flag === null ? '' : `; it waited for ${flag}`;
  return {
    key: effect.key,
    id: source.id,
    kind: effect.kind,
    service: effect.service ?? link.services[0] ?? null,
    timeMs: effect.timeMs,
    score,
    effect: mechanism.effect,
    reason: `${describeWhat(link)}, ${lag}${taken}${ending}${waited}.`,
    support: [...new Set([...link.keys, ...mechanism.keys])],
  };
}
