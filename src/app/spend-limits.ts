import type { BudgetConfig } from '../config/reasoning.ts';
import type { Incident } from '../domain/incident.ts';
import type { SpendLimit } from '../domain/spend-limit.ts';
import { dayMs } from '../domain/time.ts';

type Amounts = Pick<BudgetConfig, 'usd_per_hour' | 'usd_per_day' | 'usd_per_month'>;

const windows: readonly (readonly [amount: keyof Amounts, name: string, windowMs: number, paced: boolean])[] =
  [
    ['usd_per_hour', "the hour's budget", dayMs / 24, false],
    ['usd_per_day', "the day's budget", dayMs, true],
    ['usd_per_month', "the month's budget", 30 * dayMs, true],
  ];

function toLimits(amounts: Amounts, part: string | null, atOnce: number): readonly SpendLimit[] {
  return windows.flatMap(([amount, name, windowMs, paced]) => {
    const usd = amounts[amount];
    if (usd === undefined) return [];
    const of = part === null ? name : `${name} of ${part}`;
    return [{ name: of, part, windowMs, usd, burst: paced ? atOnce : 1 }];
  });
}

type Part = BudgetConfig['parts'][number];

/** What a part is called in the ledger, for an incident that belongs to it; null for one that does not. */
function namePart(part: Part, { labels }: Pick<Incident, 'labels'>): string | null {
  if (!part.matchers.every((matcher) => matcher.matches(labels))) return null;
  const conditions = part.matchers.map(({ name, operator, value }) => `${name}${operator}${value}`);
  const value = part.by === undefined ? null : (labels[part.by] ?? '');
  return [...conditions, ...(value === null ? [] : [`${part.by}=${value}`])].join(',');
}

/** Every limit on money that holds for an incident, its parts' ones after those for all. */
export function listSpendLimits(
  budget: BudgetConfig | undefined,
  incident: Pick<Incident, 'labels'> | null,
): readonly SpendLimit[] {
  if (budget === undefined) return [];
  const parts = budget.parts.flatMap((part) => {
    const name = incident === null ? null : namePart(part, incident);
    return name === null ? [] : toLimits(part, name, budget.at_once);
  });
  return [...toLimits(budget, null, budget.at_once), ...parts];
}

/** The same limits with only a share of each to spend. */
export function scaleLimits(limits: readonly SpendLimit[], share: number): readonly SpendLimit[] {
  return limits.map((limit) => ({ ...limit, usd: limit.usd * share }));
}

/** The parts of the budget that an incident's calls count for. */
export function listParts(
  budget: BudgetConfig | undefined,
  incident: Pick<Incident, 'labels'>,
): readonly string[] {
  return (budget?.parts ?? []).flatMap((part) => namePart(part, incident) ?? []);
}

/** Every limit there is: for all, and for each part that calls were made for (`known`). */
export function listAllLimits(
  budget: BudgetConfig | undefined,
  known: readonly string[],
): readonly SpendLimit[] {
  if (budget === undefined) return [];
  const parts = budget.parts.flatMap((part) => {
    const bare = namePart({ ...part, matchers: [] }, { labels: {} }) ?? '';
    const conditions = part.matchers
      .map(({ name, operator, value }) => `${name}${operator}${value}`)
      .join(',');
    const names =
      part.by === undefined
        ? [conditions]
        : known.filter((name) => name.startsWith(conditions === '' ? bare : `${conditions},${bare}`));
    return [...new Set(names)].flatMap((name) => toLimits(part, name, budget.at_once));
  });
  return [...toLimits(budget, null, budget.at_once), ...parts];
}
