const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
export const dayMs = day;

/** Prometheus' duration units: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#configuration-file */
const durationUnits: Readonly<Record<string, number>> = {
  ms: 1,
  s: second,
  m: minute,
  h: hour,
  d: day,
  w: 7 * day,
  y: 365 * day,
};

export const durationPattern = /^((\d+)y)?((\d+)w)?((\d+)d)?((\d+)h)?((\d+)m)?((\d+)s)?((\d+)ms)?$/;

/** `1h30m` → 5400000. Null when it is not a duration. */
export function parseDuration(text: string): number | null {
  if (text === '' || !durationPattern.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g)) {
    total += Number(amount) * (durationUnits[unit ?? ''] ?? 0);
  }
  return total;
}

/** For people: `40 s`, `12 min`, `3 h 5 min`, `2 d 4 h`. Never negative. */
export function formatDuration(ms: number): string {
  const size = Math.max(0, ms);
  if (size < second) return `${Math.round(size)} ms`;
  if (size < 2 * minute) return `${Math.round(size / second)} s`;
  if (size < 2 * hour) return `${Math.round(size / minute)} min`;
  const [big, small, bigName, smallName] =
    size < 2 * day ? ([hour, minute, 'h', 'min'] as const) : ([day, hour, 'd', 'h'] as const);
  const smalls = Math.round(size / small);
  const whole = Math.floor((smalls * small) / big);
  const rest = smalls - (whole * big) / small;
  return rest === 0 ? `${whole} ${bigName}` : `${whole} ${bigName} ${rest} ${smallName}`;
}

/** `2026-11-23T02:41:07Z`, seconds precision, UTC. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** `02:41 UTC` for a time on the day of `nowMs`, with the date otherwise. */
export function formatClockTime(ms: number, nowMs: number): string {
  const text = new Date(ms).toISOString();
  const sameDay = text.slice(0, 10) === new Date(nowMs).toISOString().slice(0, 10);
  return sameDay ? `${text.slice(11, 16)} UTC` : `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}
