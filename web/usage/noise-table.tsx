import { formatDuration } from '../../src/domain/time.ts';
import type { Noise } from '../../src/server/api/shapes.ts';
import { CommandText } from '../parts/command-text.tsx';
import { Link } from '../shell/router.tsx';
import { formatShare } from './format-figures.ts';

const shownRows = 30;

/** Which alerts come often, end by themselves, or are explained badly; and what could be done about them. */
export function NoiseTable({ noise }: { readonly noise: Noise }) {
  if (noise.rows.length === 0) return <p className="muted">No alert has fired in this time.</p>;
  const advised = noise.rows.filter(({ advice }) => advice.length > 0);
  const rest = noise.rows.length - shownRows;
  return (
    <>
      {advised.length === 0 ? (
        <p className="muted">
          The figures carry no suggestion: no alert fired often and went away by itself.
        </p>
      ) : (
        <ul className="advice">
          {advised.flatMap(({ alertName, advice }) =>
            advice.map(({ kind, text, snippet }) => (
              <li key={`${alertName} ${kind}`}>
                <p className="wrap">
                  <strong>
                    <bdi>{alertName}</bdi>
                  </strong>{' '}
                  {text}.
                </p>
                {snippet === null ? null : <CommandText text={snippet} what="suggestion" />}
              </li>
            )),
          )}
        </ul>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <section className="table-scroll" tabIndex={0} aria-label="Alerts by how often they fire">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Alert</th>
              <th scope="col" className="number">
                Fired
              </th>
              <th scope="col" className="number">
                Typically
              </th>
              <th scope="col" className="number">
                Ended by itself
              </th>
              <th scope="col" className="number">
                Judged right
              </th>
            </tr>
          </thead>
          <tbody>
            {noise.rows.slice(0, shownRows).map((row) => (
              <tr key={row.alertName}>
                <td className="wrap">
                  <Link to={`/?q=${encodeURIComponent(row.alertName)}`}>
                    <bdi>{row.alertName}</bdi>
                  </Link>
                </td>
                <td className="number">{row.incidents}</td>
                <td className="number">
                  {row.medianDurationMs === null ? 'fires' : formatDuration(row.medianDurationMs)}
                </td>
                <td className="number">{formatShare(row.selfResolved, row.incidents - row.firing)}</td>
                <td className="number">
                  {row.judged === 0 ? (
                    <span className="muted">not judged</span>
                  ) : (
                    `${row.judgedRight} of ${row.judged}`
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rest > 0 ? <p className="muted">{rest} more fired less often.</p> : null}
    </>
  );
}
