import { formatDuration } from '../../src/domain/time.ts';
import type { CheckedHypothesis } from '../../src/domain/verdict.ts';
import type { IncidentDetail } from '../api/incident-detail.ts';
import { CauseChip, Chip, RungText } from '../parts/chip.tsx';
import { Icon } from '../parts/icon.tsx';
import { SeverityMark } from '../parts/severity-mark.tsx';
import { Age, TimeText } from '../parts/time-text.tsx';
import { Link } from '../shell/router.tsx';

function Since({ incident }: Pick<IncidentDetail, 'incident'>) {
  if (incident.resolvedAtMs === null) {
    return (
      <span>
        fires for{' '}
        <strong>
          <Age ms={incident.startedAtMs} />
        </strong>
        , since <TimeText ms={incident.startedAtMs} />
      </span>
    );
  }
  return (
    <span>
      <TimeText ms={incident.startedAtMs} /> to <TimeText ms={incident.resolvedAtMs} />, lasted{' '}
      {formatDuration(incident.resolvedAtMs - incident.startedAtMs)}
    </span>
  );
}

function Links({ links }: { readonly links: IncidentDetail['message']['links'] }) {
  // Whoever sends an alert writes these addresses: only what a browser fetches, and nothing that it runs.
  const safe = links.filter(({ title, url }) => title !== 'Incident' && /^https?:\/\//i.test(url));
  return (
    <>
      {safe.map(({ title, url }) => (
        <a key={title} href={url} target="_blank" rel="noreferrer noopener nofollow" title={url}>
          {title}
          <Icon name="out" />
        </a>
      ))}
    </>
  );
}

function Exports({ id }: { readonly id: string }) {
  const base = `/api/v1/incidents/${encodeURIComponent(id)}`;
  return (
    <>
      <a href={`${base}/post-mortem.md`} download>
        <Icon name="download" />
        Post-mortem draft
      </a>
      <a href={`${base}/bundle.tar.gz`} download>
        <Icon name="download" />
        Bundle
      </a>
    </>
  );
}

function Confidence({ hypothesis }: { readonly hypothesis: CheckedHypothesis }) {
  const { word, reasons } = hypothesis.confidence;
  return (
    <span className="muted" title={reasons.join('\n')}>
      confidence {word}
    </span>
  );
}

const jumps = [
  ['cause', 'Cause'],
  ['timeline', 'What happened'],
  ['charts', 'Numbers'],
  ['origin', 'Where it came from'],
  ['actions', 'What to do'],
  ['evidence', 'Evidence'],
  ['similar', 'Similar'],
] as const;

/** Straight to a section; those that are not there are not offered. */
function Jumps({ detail }: { readonly detail: IncidentDetail }) {
  const { analysis, reviews } = detail;
  const hypothesis = analysis?.hypothesis ?? null;
  const steps = hypothesis === null ? 0 : hypothesis.remediation.length + hypothesis.investigation.length;
  const there = {
    cause: analysis !== null,
    timeline: true,
    charts: analysis?.diagnosis !== undefined && analysis.evidence.some(({ points }) => points.length > 2),
    origin: analysis?.diagnosis !== undefined,
    actions: steps + reviews.length + (hypothesis?.prevention.length ?? 0) > 0,
    evidence: analysis !== null,
    similar: true,
  };
  return (
    <nav className="jumps" aria-label="Sections">
      {jumps.map(([id, name]) =>
        there[id] ? (
          <a key={id} href={`#${id}`}>
            {name}
          </a>
        ) : null,
      )}
    </nav>
  );
}

/** What is wrong, since when, and how sure the cause is: what somebody wants to know first. */
export function IncidentHead({ detail }: { readonly detail: IncidentDetail }) {
  const { incident, message, analysis } = detail;
  const hypothesis = analysis?.hypothesis ?? null;
  const fires = incident.state === 'firing';
  return (
    <header className="incident-head" data-severity={fires ? incident.severity : 'quiet'}>
      <p className="incident-back">
        <Link to="/">
          <Icon name="back" />
          Incidents
        </Link>
      </p>
      <p className="incident-state">
        <SeverityMark severity={incident.severity} quiet={!fires} />
        <Chip tone={fires ? 'critical' : 'good'}>{fires ? 'firing' : 'resolved'}</Chip>
        <span className="severity-word">{incident.severity}</span>
        <Since incident={incident} />
      </p>
      <h1 className="wrap">
        <bdi>{message.headline.text}</bdi>
      </h1>
      <p className="incident-title wrap">
        <bdi>{message.title}</bdi>
        {incident.alerts.length > 1 ? ` · ${incident.alerts.length} alerts` : ''}
        {incident.truncatedAlerts > 0 ? `, ${incident.truncatedAlerts} more were left out by the sender` : ''}
        {incident.occurrence > 1 ? ` · fired ${incident.occurrence - 1}× before` : ''}
      </p>
      <p className="incident-facts">
        {hypothesis === null ? null : (
          <>
            <CauseChip status={hypothesis.rootCause.status} />
            <Confidence hypothesis={hypothesis} />
          </>
        )}
        {analysis === null ? (
          <span className="muted">being explained …</span>
        ) : (
          <RungText rung={analysis.rung} />
        )}
        <span className="incident-links">
          <Links links={message.links} />
          <Exports id={incident.id} />
        </span>
      </p>
      <Jumps detail={detail} />
    </header>
  );
}
