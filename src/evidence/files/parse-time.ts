const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const iso = /\b(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?/;
const slashed = /\b(\d{4})\/(\d{2})\/(\d{2}) (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?/;
const apache = /\[(\d{2})\/([A-Za-z]{3})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})\]/;
const syslog = /^(?:<\d{1,3}>)?([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})\b/;
const epoch = /^\[?(\d{10})(?:\.(\d{1,9}))?\]?\s|^(\d{13})\s/;

/** `+0130` and `+01:30` in milliseconds, `Z` is none. */
export function parseOffset(text: string): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  if (sign === undefined) return 0;
  const ms = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? -ms : ms;
}

function toMs(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
}

/** Times stand at the beginning of a line. */
const searched = 120;

/**
 * The time that a log line begins with: RFC 3339 and its relatives, `2026/11/23 02:41:07`, Apache's, syslog's (which has no
 * year: the latest that is not after `nowMs`), or Unix time. What names no zone is `offsetMs` ahead of UTC. Null
 * when there is none.
 */
export function parseLineTime(
  line: string,
  context: { readonly offsetMs: number; readonly nowMs: number },
): number | null {
  const text = line.slice(0, searched);
  const parts = iso.exec(text) ?? slashed.exec(text);
  if (parts !== null) {
    const [, year, month, day, hour, minute, second, fraction, zone] = parts;
    const utc = Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    );
    return utc + toMs(fraction) - (zone === undefined ? context.offsetMs : parseOffset(zone));
  }
  const web = apache.exec(text);
  if (web !== null) {
    const [, day, month = '', year, hour, minute, second, zone = ''] = web;
    const index = months.indexOf(month.toLowerCase());
    const utc = Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second));
    return index < 0 ? null : utc - parseOffset(zone);
  }
  const old = syslog.exec(text);
  if (old !== null) {
    const [, month = '', day, hour, minute, second] = old;
    const index = months.indexOf(month.toLowerCase());
    if (index < 0) return null;
    const year = new Date(context.nowMs).getUTCFullYear();
    const inYear = (candidate: number): number =>
      Date.UTC(candidate, index, Number(day), Number(hour), Number(minute), Number(second)) -
      context.offsetMs;
    const dayMs = 86_400_000;
    return inYear(year) > context.nowMs + dayMs ? inYear(year - 1) : inYear(year);
  }
  const seconds = epoch.exec(text);
  if (seconds === null) return null;
  return seconds[3] === undefined ? Number(seconds[1]) * 1000 + toMs(seconds[2]) : Number(seconds[3]);
}
