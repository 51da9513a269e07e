import { formatDuration } from '../../src/domain/time.ts';
import type { IncidentSummary } from '../../src/server/api/shapes.ts';
import { CauseChip } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';
import { Link } from '../shell/router.tsx';

/** Earlier times that look like this one. */
export function SimilarSection({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  return (
    <Section id="similar" title="Similar incidents">
      {incidents.length === 0 ? (
        <p className="muted">None is known here. The next one will find this one.</p>
      ) : (
        <ul className="similar">
          {incidents.map((incident) => (
            <li key={incident.id}>
              <Link to={`/incidents/${encodeURIComponent(incident.id)}`} className="wrap">
                <bdi>{incident.headline}</bdi>
              </Link>
              {incident.causeStatus === null ? null : <CauseChip status={incident.causeStatus} />}
              <span className="muted">
                <TimeText ms={incident.startedAtMs} />
                {incident.resolvedAtMs === null
                  ? ', fires'
                  : `, lasted ${formatDuration(incident.resolvedAtMs - incident.startedAtMs)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
