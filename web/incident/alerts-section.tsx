import type { IncidentAlert } from '../../src/domain/incident.ts';
import { Chip } from '../parts/chip.tsx';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';

/** More than this and the rest is behind a click. */
const shownAtFirst = 20;

function Pairs({ pairs }: { readonly pairs: Readonly<Record<string, string>> }) {
  return (
    <dl className="pairs">
      {Object.entries(pairs).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="wrap">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function AlertItem({ alert }: { readonly alert: IncidentAlert }) {
  return (
    <li className="evidence">
      <details>
        <summary>
          <Chip tone={alert.status === 'firing' ? 'critical' : 'good'}>{alert.status}</Chip>
          <span className="evidence-title wrap">
            <bdi>{alert.annotations['summary'] ?? alert.labels['alertname'] ?? 'unnamed alert'}</bdi>
          </span>
          <span className="muted">
            {alert.startsAtMs === null ? null : <TimeText ms={alert.startsAtMs} />}
          </span>
        </summary>
        <div className="evidence-body">
          <h3>Labels</h3>
          <Pairs pairs={alert.labels} />
          <h3>Annotations</h3>
          <Pairs pairs={alert.annotations} />
        </div>
      </details>
    </li>
  );
}

/** The alerts as they were sent. */
export function AlertsSection({ alerts }: { readonly alerts: readonly IncidentAlert[] }) {
  const rest = alerts.slice(shownAtFirst);
  return (
    <Section id="alerts" title="Alerts" note={String(alerts.length)}>
      <ul className="evidence-list">
        {alerts.slice(0, shownAtFirst).map((alert) => (
          <AlertItem key={alert.fingerprint} alert={alert} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <details>
          <summary>{rest.length} more</summary>
          <ul className="evidence-list">
            {rest.map((alert) => (
              <AlertItem key={alert.fingerprint} alert={alert} />
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
