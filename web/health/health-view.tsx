import { useQuery } from '@tanstack/react-query';
import type { Health } from '../../src/server/api/shapes.ts';
import { getJson } from '../api/client.ts';
import { Chip } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { Loading, Trouble } from '../parts/state.tsx';
import { Age } from '../parts/time-text.tsx';
import { useTitle } from '../shell/use-title.ts';

const refreshMs = 10_000;

type Part = Health['parts'][number];

const kinds = [
  {
    kind: 'notifier',
    title: 'Notifiers',
    empty: 'None is configured: nobody is told of anything. Add one under notifiers.',
  },
  {
    kind: 'source',
    title: 'Sources',
    empty: 'None is configured: explanations know the alert only. Add one under evidence.collectors.',
  },
  {
    kind: 'model',
    title: 'Models',
    empty: 'None is configured: code explains alone. Add one under reasoning.models.',
  },
] as const;

const states = {
  ok: { tone: 'good', text: 'works' },
  failing: { tone: 'critical', text: 'fails' },
  idle: { tone: 'plain', text: 'not used' },
} as const;

function Row({ part }: { readonly part: Part }) {
  const state = states[part.state];
  const rate = part.uses === 0 ? 0 : part.failures / part.uses;
  return (
    <tr>
      <td>
        <Chip tone={state.tone}>{state.text}</Chip>
      </td>
      <th scope="row" className="wrap">
        {part.name}
      </th>
      <td className="number" data-label="Last worked">
        {part.lastSuccessMs === null ? (
          <span className="muted">never</span>
        ) : (
          <>
            <Age ms={part.lastSuccessMs} /> ago
          </>
        )}
      </td>
      <td className="number" data-label="Failed">
        {part.uses === 0 ? <span className="muted">–</span> : `${Math.round(100 * rate)} % of ${part.uses}`}
      </td>
      <td className="number" data-label="Behind">
        {part.behind === null ? <span className="muted">–</span> : part.behind}
      </td>
      <td className="wrap" data-label="Last failure">
        {part.lastError ?? <span className="muted">–</span>}
      </td>
    </tr>
  );
}

function Parts({ parts }: { readonly parts: readonly Part[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className="table-scroll" tabIndex={0} aria-label={parts[0]?.kind}>
      <table className="table health">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Name</th>
            <th scope="col" className="number">
              Last worked
            </th>
            <th scope="col" className="number">
              Failed
            </th>
            <th scope="col" className="number">
              Behind
            </th>
            <th scope="col">Last failure</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <Row key={part.name} part={part} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** In one sentence: what somebody wants to know who has ten seconds. */
function summarise(parts: readonly Part[]): string {
  const failing = parts.filter(({ state }) => state === 'failing');
  const behind = parts.reduce((sum, part) => sum + (part.behind ?? 0), 0);
  const first =
    failing.length === 0
      ? 'Everything that was used works.'
      : `${failing.map(({ name }) => name).join(', ')} ${failing.length === 1 ? 'fails' : 'fail'}.`;
  return behind === 0
    ? `${first} Every message is up to date.`
    : `${first} ${behind} messages are not up to date yet.`;
}

/** Sources, models and notifiers over the last 24 hours. */
export function HealthView() {
  useTitle('Health');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => getJson<Health>('/api/v1/health', signal),
    refetchInterval: refreshMs,
  });
  if (isPending) return <Loading what="health" />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  return (
    <div className="column wide">
      <div className="view-head">
        <h1>Health</h1>
        <span className="muted">the last 24 hours</span>
      </div>
      <p className="lead">{summarise(data.parts)}</p>
      {kinds.map(({ kind, title, empty }) => {
        const own = data.parts.filter((part) => part.kind === kind);
        return (
          <Section key={kind} id={kind} title={title}>
            {own.length === 0 ? <p className="muted">{empty}</p> : <Parts parts={own} />}
          </Section>
        );
      })}
    </div>
  );
}
