import { formatDuration } from '../../src/domain/time.ts';
import type { IncidentSummary } from '../../src/server/api/shapes.ts';
import { CauseChip, RungText } from '../parts/chip.tsx';
import { SeverityMark } from '../parts/severity-mark.tsx';
import { Age, TimeText } from '../parts/time-text.tsx';
import { Link } from '../shell/router.tsx';

function When({ incident }: { readonly incident: IncidentSummary }) {
  if (incident.resolvedAtMs === null) {
    return (
      <span className="row-when">
        <strong>
          <Age ms={incident.startedAtMs} />
        </strong>
        <span className="muted">
          since <TimeText ms={incident.startedAtMs} />
        </span>
      </span>
    );
  }
  return (
    <span className="row-when">
      <span>
        <TimeText ms={incident.resolvedAtMs} />
      </span>
      <span className="muted">lasted {formatDuration(incident.resolvedAtMs - incident.startedAtMs)}</span>
    </span>
  );
}

function describeCount({ firing, resolved }: IncidentSummary): string {
  const total = firing + resolved;
  if (total === 1) return '';
  return firing > 0 && resolved > 0 ? `${firing} of ${total} alerts fire` : `${total} alerts`;
}

/** One incident: what is wrong, where, how sure the cause is, and since when. */
export function IncidentRow({ incident }: { readonly incident: IncidentSummary }) {
  const { target, services, causeStatus, rung } = incident;
  const count = describeCount(incident);
  return (
    <Link
      to={`/incidents/${encodeURIComponent(incident.id)}`}
      className="row"
      id={`row-${incident.id}`}
      data-severity={incident.severity}
      data-state={incident.state}
    >
      <SeverityMark severity={incident.severity} quiet={incident.state === 'resolved'} />
      <span className="row-text">
        <span className="row-headline">
          <bdi>{incident.headline}</bdi>
        </span>
        <span className="row-sub">
          <bdi className="row-alert">{incident.alertName}</bdi>
          {target === '' ? null : <bdi>{target}</bdi>}
          {count === '' ? null : <span>{count}</span>}
          {incident.occurrence > 1 ? (
            <span title={`The ${incident.occurrence}th time that this alert group fires`}>
              {incident.occurrence - 1}× before
            </span>
          ) : null}
        </span>
      </span>
      <span className="row-services">
        {services.slice(0, 3).map((service) => (
          <bdi key={service} className="tag">
            {service}
          </bdi>
        ))}
      </span>
      <span className="row-cause">
        {causeStatus === null ? <span className="muted">—</span> : <CauseChip status={causeStatus} />}
      </span>
      <span className="row-rung">
        {rung === null ? (
          <span className="muted">{incident.state === 'firing' ? 'explaining …' : '—'}</span>
        ) : (
          <RungText rung={rung} />
        )}
      </span>
      <When incident={incident} />
    </Link>
  );
}
