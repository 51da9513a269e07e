import { rungs } from '../../src/domain/analysis.ts';
import { formatDuration } from '../../src/domain/time.ts';
import type { Usage } from '../../src/server/api/shapes.ts';
import { RungText } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { Empty, Loading, Trouble } from '../parts/state.tsx';
import { navigate, useSearch } from '../shell/router.tsx';
import { useTitle } from '../shell/use-title.ts';
import { formatCount, formatShare, formatUsd } from './format-figures.ts';
import { NoiseTable } from './noise-table.tsx';
import { SpendChart } from './spend-chart.tsx';
import { useNoise, useRungs, useUsage } from './use-usage.ts';

const spans = [7, 30, 90] as const;
const usualDays = 30;

function Figures({ total }: Pick<Usage, 'total'>) {
  const figures: readonly (readonly [string, string, string])[] = [
    [
      'Spent',
      formatUsd(total.costUsd),
      total.incidents === 0 ? '' : `${formatUsd(total.costUsd / total.incidents)} an incident`,
    ],
    [
      'Tokens',
      formatCount(total.inputTokens + total.outputTokens),
      `${formatCount(total.inputTokens)} in, ${formatCount(total.outputTokens)} out`,
    ],
    ['From the cache', formatShare(total.cachedInputTokens, total.inputTokens), 'of all input tokens'],
    ['Calls', formatCount(total.calls), `${formatShare(total.answered, total.calls)} answered usefully`],
    ['Answered in', total.meanLatencyMs === null ? '–' : formatDuration(total.meanLatencyMs), 'on average'],
  ];
  return (
    <dl className="figures">
      {figures.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            <span className="muted">{note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Budgets({ budgets }: Pick<Usage, 'budgets'>) {
  if (budgets.length === 0) {
    return (
      <p className="muted">
        There is no budget. Set <code>reasoning.budget</code>, and spend never passes it.
      </p>
    );
  }
  return (
    <ul className="budgets">
      {budgets.map((budget) => (
        <li key={budget.name}>
          <span className="wrap">
            {budget.part ?? 'All calls'} <span className="muted">in {formatDuration(budget.windowMs)}</span>
          </span>
          <meter
            min={0}
            max={budget.limitUsd}
            high={budget.limitUsd * 0.8}
            optimum={0}
            value={budget.spentUsd}
            aria-label={`${budget.part ?? 'All calls'}: ${formatUsd(budget.spentUsd)} of ${formatUsd(budget.limitUsd)}`}
          />
          <span className="figure">
            {formatUsd(budget.spentUsd)} of {formatUsd(budget.limitUsd)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Models({ days }: { readonly days: number }) {
  const { data } = useUsage('model', days);
  if (data === undefined || data.rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className="table-scroll" tabIndex={0} aria-label="By model">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="number">
              Calls
            </th>
            <th scope="col" className="number">
              Answered
            </th>
            <th scope="col" className="number">
              Tokens
            </th>
            <th scope="col" className="number">
              Cached
            </th>
            <th scope="col" className="number">
              Took
            </th>
            <th scope="col" className="number">
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row) => (
            <tr key={row.key}>
              <td className="wrap">{row.key}</td>
              <td className="number">{row.calls}</td>
              <td className="number">{formatShare(row.answered, row.calls)}</td>
              <td className="number">{formatCount(row.inputTokens + row.outputTokens)}</td>
              <td className="number">{formatShare(row.cachedInputTokens, row.inputTokens)}</td>
              <td className="number">
                {row.meanLatencyMs === null ? '–' : formatDuration(row.meanLatencyMs)}
              </td>
              <td className="number">{formatUsd(row.costUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Rungs() {
  const { data } = useRungs();
  if (data === undefined || data.length === 0) return null;
  return (
    <ul className="rungs">
      {rungs.map((rung) => {
        const own = data.filter((one) => one === rung).length;
        return own === 0 ? null : (
          <li key={rung}>
            <RungText rung={rung} />
            <meter min={0} max={data.length} value={own} aria-label={`${rung}: ${own} of ${data.length}`} />
            <span className="figure">
              {own} <span className="muted">{formatShare(own, data.length)}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Spend({ usage, days }: { readonly usage: Usage; readonly days: number }) {
  return (
    <>
      <Figures total={usage.total} />
      <Section id="spend" title="Spend by day">
        {usage.total.calls === 0 ? (
          <Empty title="No model was asked in this time" small>
            <p>
              Every explanation was made by code. Add a model under <code>reasoning.models</code> to have them
              in words.
            </p>
          </Empty>
        ) : (
          <SpendChart usage={usage} />
        )}
        <Models days={days} />
      </Section>
      <div className="two-columns">
        <Section id="budgets" title="Budgets">
          <Budgets budgets={usage.budgets} />
        </Section>
        <Section id="rungs" title="Rungs" note="of the newest 200 incidents">
          <Rungs />
        </Section>
      </div>
    </>
  );
}

/** What the explanations cost, and which alerts are not worth being woken for. */
export function UsageView() {
  useTitle('Usage');
  const wanted = Number(useSearch().get('days') ?? usualDays);
  const days = spans.find((span) => span === wanted) ?? usualDays;
  const usage = useUsage('day', days);
  const noise = useNoise(days);
  if (usage.isPending) return <Loading what="usage" />;
  if (usage.data === undefined) return <Trouble error={usage.error} retry={() => void usage.refetch()} />;
  return (
    <div className="column wide">
      <div className="view-head">
        <h1>Usage</h1>
        <fieldset className="segments">
          <legend className="hidden">Time</legend>
          {spans.map((span) => (
            <label key={span}>
              <input
                type="radio"
                name="days"
                checked={span === days}
                onChange={() => navigate(`/usage?days=${span}`, { replace: true })}
              />
              <span>{span} days</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Spend usage={usage.data} days={days} />
      <Section id="noise" title="Noise" note="by how often, how long, and how it ended">
        {noise.data === undefined ? <Loading what="alerts" /> : <NoiseTable noise={noise.data} />}
      </Section>
    </div>
  );
}
