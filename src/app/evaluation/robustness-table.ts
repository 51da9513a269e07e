import { formatDuration } from '../../domain/time.ts';
import type { SetRobustness } from './evaluate-robustness.ts';
import { formatShare, renderRows } from './evaluation-table.ts';
import type { RankSummary } from './summarise-scores.ts';

type Row = readonly string[];

const places = ['top1', 'top3', 'top5'] as const;

function toShares(ranks: RankSummary): Row {
  return places.map((place) => formatShare(ranks[place]));
}

/** Percentage points that were lost; negative when it came out better. */
function toFalls(before: RankSummary, now: RankSummary): Row {
  return places.map((place) => String(Math.round(100 * (before[place] - now[place])) || 0));
}

function renderLate(sets: readonly SetRobustness[]): string {
  const rows = sets.flatMap(({ set, late }) =>
    late.map(({ delayMs, ranks, crashes }, index): Row => {
      const falls = index === 0 ? ['', '', ''] : toFalls(late[0]?.ranks ?? ranks, ranks);
      return [
        index === 0 ? set : '',
        delayMs === 0 ? 'as it came' : formatDuration(delayMs),
        ...toShares(ranks),
        ...falls,
        String(crashes.length),
      ];
    }),
  );
  const head = ['set', 'alert later by', 'top-1', 'top-3', 'top-5', 'points lost, top-1', 'top-3', 'top-5'];
  return `Alerts that come later (aim: less than 10 points lost)\n\n${renderRows([...head, 'crashes'], rows)}`;
}

function renderMissing(sets: readonly SetRobustness[]): string {
  const joined = (ranks: RankSummary): string => toShares(ranks).join('/');
  const rows = sets.flatMap(({ set, missing }) =>
    missing.map(
      (one, index): Row => [
        index === 0 ? set : '',
        one.title,
        String(one.incidents),
        joined(one.whole),
        joined(one.missing),
        ...toFalls(one.whole, one.missing),
        joined(one.unused),
        String(one.worse.length),
        String(one.crashes.length),
      ],
    ),
  );
  const head = ['set', 'without', 'incidents', 'whole, top-1/3/5', 'missing', 'points lost, top-1', 'top-3'];
  const others = ['top-5', 'unused', 'worse than unused', 'crashes'];
  return `Sources that are missing (aim: never worse than with the source unused, no crash)\n\n${renderRows([...head, ...others], rows)}`;
}

function renderQuiet(sets: readonly SetRobustness[]): string {
  const rows = sets.flatMap(({ set, quiet }) =>
    quiet.map(
      ({ title, splits, withoutCause, withoutBlame, crashes }, index): Row => [
        index === 0 ? set : '',
        title,
        String(splits),
        formatShare(withoutCause / splits),
        formatShare(withoutBlame / splits),
        String(crashes.length),
      ],
    ),
  );
  const head = ['set', 'known after the alert', 'splits', 'no candidate is called a cause', 'nothing blamed'];
  const title = 'Quiet times, split at 50–90 % by an alert (aim: .95)';
  const none = 'No recording has quiet times: more than a day away from its alert.';
  return `${title}\n\n${rows.length === 0 ? none : renderRows([...head, 'crashes'], rows)}`;
}

function listCrashes(sets: readonly SetRobustness[]): readonly string[] {
  return sets.flatMap(({ set, late, missing, quiet }) =>
    [...late, ...missing, ...quiet].flatMap(({ crashes }) =>
      crashes.map(({ bundle, message }) => `${set}/${bundle} crashed: ${message}`),
    ),
  );
}

/** Incidents by name, so that somebody can look why. */
function listWorse(sets: readonly SetRobustness[]): readonly string[] {
  return sets.flatMap(({ set, missing }) =>
    missing.flatMap(({ title, worse }) =>
      worse.map((bundle) => `${set}/${bundle}: without ${title} the service comes later than with it unused`),
    ),
  );
}

/** Three tables: late alerts, missing sources, quiet times; then what crashed or came out worse, by name. */
export function renderRobustness(sets: readonly SetRobustness[]): string {
  const tables = [renderLate(sets), renderMissing(sets), renderQuiet(sets)].join('\n\n');
  return [tables, [...listWorse(sets), ...listCrashes(sets)].join('\n')].filter(Boolean).join('\n\n');
}
