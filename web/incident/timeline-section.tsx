import { formatDuration } from '../../src/domain/time.ts';
import type { TimelineEvent } from '../../src/server/api/shapes.ts';
import { Section } from '../parts/section.tsx';
import { TimeText } from '../parts/time-text.tsx';

const kindNames: Readonly<Record<TimelineEvent['kind'], string>> = {
  change: 'Change',
  onset: 'Onset',
  alert: 'Alert',
  received: 'Received',
  message: 'Message',
  explained: 'Explained',
  decision: 'Decision',
  feedback: 'Judged',
  resolved: 'Resolved',
};

/** `−4 min`, `+30 s`: how far from the onset. */
function formatOffset(ms: number): string {
  if (Math.abs(ms) < 1000) return '0';
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;
}

/** What happened, in order; each with its distance from the beginning of the trouble. */
export function TimelineSection(props: {
  readonly events: readonly TimelineEvent[];
  readonly zeroMs: number;
}) {
  return (
    <Section id="timeline" title="What happened">
      <ol className="timeline">
        {props.events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two alerts may say the same at the same time
          <li key={index} data-kind={event.kind}>
            <span className="timeline-time">
              <TimeText ms={event.atMs} seconds />
            </span>
            <span className="timeline-offset muted">{formatOffset(event.atMs - props.zeroMs)}</span>
            <span className="timeline-dot" aria-hidden="true" />
            <span className="timeline-text wrap">
              <span className="timeline-kind">{kindNames[event.kind]}</span> <bdi>{event.text}</bdi>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
