import type { ObservedSeries } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import type { OutsideCause } from './outside-cause.ts';

const minuteMs = 60_000;
/** What ran out earlier did not begin it, and neither did what runs out later. */
const beforeMs = 30 * minuteMs;
const afterMs = 5 * minuteMs;

interface Expiring {
  readonly label: string;
  readonly of: RegExp;
  readonly changeThatCan: RegExp;
}

const changeOfSecret =
  /expir|not_?after|valid|renew|rotat|duration|lifetime|ttl|secret|token|key|licen[cs]e/i;

const things: readonly Expiring[] = [
  {
    label: 'a certificate',
    of: /cert|x509|tls|ssl/i,
    changeThatCan:
      /expir|not_?after|validity|valid_?(?:days|until|for)|renew|rotat|duration|lifetime|BEGIN CERTIFICATE/i,
  },
  { label: 'a licence', of: /licen[cs]e|subscription/i, changeThatCan: changeOfSecret },
  { label: 'a token', of: /token|jwt|oidc|kubeconfig/i, changeThatCan: changeOfSecret },
  {
    label: 'a secret',
    of: /secret|password|credential|(?:api|access|signing)_?key/i,
    changeThatCan: changeOfSecret,
  },
];

const expiryName =
  /expir|not_?after|valid_?(?:until|for|seconds|days)|remaining|time_?left|days_?left|seconds_?left/i;
/** Epoch seconds of this century, as `probe_ssl_earliest_cert_expiry` tells them. */
const isMoment = (value: number): boolean => value > 1.2e9 && value < 4.1e9;

/** When what a series counts down reached its end: it crosses zero, or it tells the moment itself. */
function findEnd({ points }: ObservedSeries, startedAtMs: number): number | null {
  const known = points.filter(([, value]) => Number.isFinite(value));
  const last = known.findLast(([timeMs]) => timeMs <= startedAtMs + afterMs);
  if (last === undefined) return null;
  if (isMoment(last[1])) return last[1] * 1000;
  if (last[1] > 0) return null;
  const at = known.findLastIndex(([timeMs, value]) => timeMs <= last[0] && value > 0);
  return at < 0 ? null : (known[at + 1]?.[0] ?? null);
}

/** Whether a series tells that a certificate, token or licence ran out when the incident began. */
export function findExpiry(found: {
  readonly series: readonly ObservedSeries[];
  readonly onsetMs: number;
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}): OutsideCause | null {
  const { onsetMs } = found;
  const known = new Set(found.edges.flatMap(({ from, to }) => [from, to]));
  for (const series of found.series) {
    const { name, labels, key } = series;
    const thing = expiryName.test(name) ? things.find(({ of }) => of.test(name)) : undefined;
    const endMs = thing === undefined ? null : findEnd(series, onsetMs);
    if (thing === undefined || endMs === null) continue;
    if (endMs < onsetMs - beforeMs || endMs > onsetMs + afterMs) continue;
    const service = serviceOfLabels(labels);
    return {
      id: thing.label === 'a certificate' ? 'certificate_expired' : 'licence_expired',
      text: `${thing.label}${service === null ? '' : ` of ${service}`} ran out at ${formatTime(endMs)}, by ${name}`,
      strength: 0.97,
      support: [key],
      service: service !== null && known.has(service) ? service : null,
      changeThatCan: thing.changeThatCan,
      ...(service === null ? {} : { heldBy: [service] }),
    };
  }
  return null;
}
