import { formatDuration, formatTime } from '../../src/domain/time.ts';
import { useNow } from './now.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const precise = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });

function formatDay(ms: number, nowMs: number): string {
  const [date, now] = [new Date(ms), new Date(nowMs)];
  return date.getFullYear() === now.getFullYear() ? day.format(date) : dayAndYear.format(date);
}

/** `02:41`, with the date when it is another day: the reader's own time. */
export function formatLocal(ms: number, nowMs: number, seconds = false): string {
  const time = (seconds ? precise : clock).format(ms);
  const today = new Date(ms).toDateString() === new Date(nowMs).toDateString();
  return today ? time : `${formatDay(ms, nowMs)}, ${time}`;
}

/** A time as the reader's clock has it; UTC when pointed at. */
export function TimeText({ ms, seconds = false }: { readonly ms: number; readonly seconds?: boolean }) {
  const nowMs = useNow();
  return (
    <time dateTime={new Date(ms).toISOString()} title={formatTime(ms).replace('T', ' ').replace('Z', ' UTC')}>
      {formatLocal(ms, nowMs, seconds)}
    </time>
  );
}

/** How long ago that is: `12 min`. The time itself when pointed at. */
export function Age({ ms }: { readonly ms: number }) {
  const nowMs = useNow();
  const title = `${formatLocal(ms, nowMs, true)}, ${formatTime(ms).replace('T', ' ').replace('Z', ' UTC')}`;
  return (
    <time dateTime={new Date(ms).toISOString()} title={title}>
      {formatDuration(Math.max(0, nowMs - ms))}
    </time>
  );
}
