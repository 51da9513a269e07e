import type { ObservedSeries, ServiceEdge } from '../../domain/observation.ts';
import { formatTime } from '../../domain/time.ts';
import { describeMove } from '../findings.ts';
import type { LogEvent, LogGroup } from '../logs/log-events.ts';
import { quoteLine } from '../logs/log-signals.ts';
import type { MovedSeries } from '../moved-series.ts';
import { toSeriesFacts, unitOfSeries } from '../series-facts.ts';
import { serviceOfLabels } from '../service-of-labels.ts';
import { summariseSeries } from '../summarise-series.ts';
import { findOneInput } from './one-input.ts';
import type { OutsideCause } from './outside-cause.ts';

interface OutsideKind {
  readonly id: string;
  readonly label: string;
  readonly strength: number;
  readonly text: RegExp;
  readonly changeThatCan: RegExp;
}

/** From the public postmortems again (see fault-kinds.ts): what breaks services although nobody changed them. */
const outsideKinds: readonly OutsideKind[] = [
  {
    id: 'certificate_expired',
    label: 'a certificate ran out',
    strength: 0.97,
    text: /certificate (?:has |is |was )?expired|cert\w*\b.{0,50}\bexpired|expired.{0,20}\bcert|CERT_HAS_EXPIRED|not ?after|certificate.{0,30}not valid (?:after|since)/i,
    changeThatCan:
      /expir|not_?after|validity|valid_?(?:days|until|for)|renew|rotat|duration|lifetime|BEGIN CERTIFICATE/i,
  },
  {
    id: 'licence_expired',
    label: 'a licence, key or subscription ran out',
    strength: 0.95,
    text: /(?:licen[cs]e|subscription|trial|api key|access key|password|secret|credentials?)\b.{0,40}\b(?:has |have |is |was )?expired|expired (?:licen[cs]e|subscription|trial|password|credentials?)/i,
    changeThatCan: /licen[cs]e|key|secret|password|credential|expir|rotat|renew|token/i,
  },
  {
    id: 'node_failure',
    label: 'a machine failed',
    strength: 0.93,
    text: /NodeNotReady|\bnode\b.{0,60}(?:not ?ready|unreachable|\blost\b|went down|is down|terminated|preempted|failed|unresponsive)|kubelet (?:stopped|is not|not)|kernel (?:panic|oops)|hardware (?:error|fault)|machine check|\binstance\b.{0,30}(?:terminated|retired|stopped|lost|impaired)|spot (?:instance )?(?:interrupt|terminat|reclaim)|\bhost\b.{0,20}(?:is down|rebooted|failed)|(?:disk|buffer|device) I\/O error|I\/O error,? (?:dev|on dev|while writ|while read)|blk_update_request|EXT4-fs error|XFS .{0,40}error|input\/output error|\bEIO\b|uncorrectable|ECC|(?:node|instance|host) (?:was )?(?:replaced|retired)|(?:host|node|hardware|scheduled) maintenance|maintenance: (?:node|host|instance)|underlying host|pods? evicted.{0,40}node/i,
    changeThatCan:
      /node_?(?:pool|group|selector)|instance_?type|machine|toleration|affinity|taint|drain|kernel|\bami\b|daemonset|kubelet|autoscal/i,
  },
  {
    id: 'bad_data',
    label: 'data came in that cannot be processed',
    strength: 0.9,
    text: /poison|(?:malformed|corrupt(?:ed)?|bad|invalid|unprocessable|oversized) (?:record|message|row|event|payload|data|input|file|document|entry|batch|feed|upload)|(?:cannot|can't|failed to|unable to|could not|error) (?:parse|parsing|decode|decoding|deserializ\w+|process|processing|handle) .{0,20}(?:record|message|row|event|offset|payload|document|line)|(?:same|stuck (?:at|on)|retrying|at) (?:the )?(?:offset|message|record)|offset[= ]\d+.{0,60}(?:fail|retry|again|skip)|dead.?letter|redeliver|unexpected (?:null|character|token|byte|end)|invalid (?:utf-?8|byte sequence|encoding|surrogate)/i,
    changeThatCan:
      /pars|decod|unmarshal|deserial|schema|valid|field|format|proto|json|avro|nil|null|none|undefined|optional|charset|utf/i,
  },
  {
    id: 'network',
    label: 'a zone, region or network is impaired',
    strength: 0.9,
    text: /availability zone|\baz\b.{0,30}(?:down|impair|unreach|outage|lost)|\bregion\b.{0,40}(?:outage|impair|unavailable|degraded|down|failover)|packet loss|network partition|\bBGP\b|route flap|link (?:flap|down)|split.?brain|cross-(?:az|zone|region) (?:latency|traffic)|quorum lost|lost quorum/i,
    changeThatCan:
      /route|subnet|cidr|network|firewall|security_?group|zone|region|failover|peering|mtu|vpc|policy/i,
  },
  {
    id: 'provider_limit',
    label: 'a provider turns calls away',
    strength: 0.75,
    text: /ThrottlingException|RequestLimitExceeded|ProvisionedThroughputExceeded|\bSlowDown\b|(?:account|monthly|daily|plan|provider|api) (?:quota|limit|rate limit)|quota.{0,30}exceeded|billing|payment required|\b402\b|suspended/i,
    changeThatCan:
      /limit|quota|rate|throttle|concurren|retry|cache|batch|loop|for |while|map\(|interval|poll|partition|shard|_key|hash/i,
  },
  {
    id: 'hostile_traffic',
    label: 'somebody sends far more than is usual',
    strength: 0.85,
    text: /\bDDoS\b|credential stuffing|brute.?force|scrap(?:er|ing)|\bcrawler|\bbots? (?:traffic|requests|activity)|abuse|flood|single (?:client|tenant|customer|ip|user agent)|one (?:tenant|customer|client)\b.{0,40}(?:request|load|traffic)/i,
    changeThatCan: /limit|rate|throttle|waf|captcha|block|allow|deny|robots|sitemap|cache|quota/i,
  },
  {
    id: 'batch_work',
    label: 'other work takes the resources',
    strength: 0.65,
    text: /(?:nightly|scheduled|cron|batch|backup|etl|report(?:ing)?|export|analytics|maintenance|vacuum|compaction|reindex\w*) (?:job|run|task|query|process|window)?.{0,30}(?:started|running|began|in progress|took|holding|consum)/i,
    changeThatCan:
      /cron|schedule|job|batch|backup|export|report|vacuum|compact|parallel|concurren|window|interval/i,
  },
  {
    id: 'clock',
    label: 'a clock is wrong',
    strength: 0.7,
    text: /\bNTP\b|clock (?:skew|drift|jump)|time (?:sync|synchroni[sz]ation) (?:lost|failed)|leap second/i,
    changeThatCan: /time|clock|ntp|chrony|zone|skew|leeway/i,
  },
  {
    id: 'growth',
    label: 'something grew until it no longer fits',
    strength: 0.8,
    text: /integer out of range|sequence.{0,40}(?:exhaust|maximum|limit)|wraparound|nextval.{0,30}reached|maximum (?:id|value) reached|out of (?:ids|sequence|addresses)|no (?:free|available) (?:ip|address)|subnet.{0,30}exhaust|table is full/i,
    changeThatCan: /int\b|integer|bigint|serial|sequence|id |type|cidr|subnet|partition|retention|archive/i,
  },
];

const provider: OutsideKind = {
  id: 'provider_outage',
  label: 'a provider fails',
  strength: 0.9,
  text: /$^/,
  changeThatCan:
    /https?:|host|url|endpoint|base_?(?:url|path)|api_?(?:key|version)|credential|secret|token|sandbox|region|client_?id|proxy|egress/i,
};

const failing =
  /\b5\d\d\b|timed? ?out|timeout|unavailable|refused|reset|outage|down\b|degraded|unreachable|fail|error|declin|no response/i;

/** Said once is said plainly enough. */
const sureKinds: ReadonlySet<string> = new Set(['certificate_expired', 'licence_expired', 'node_failure']);
/** How many lines say so, to be sure. */
const surelyLines = 5;

function ofEvents(kind: OutsideKind, events: readonly LogEvent[]): OutsideCause | null {
  const [first] = events;
  if (first === undefined) return null;
  const count = events.reduce((sum, event) => sum + event.count, 0);
  const loud = Math.max(...events.map(({ weight }) => (weight === 0 ? 0.7 : 1)));
  const many = sureKinds.has(kind.id) ? 1 : 0.8 + 0.2 * Math.min(1, count / surelyLines);
  const said = `${first.service ?? 'a log line'} says "${quoteLine(first.example.line)}" from ${formatTime(first.atMs)}`;
  return {
    id: kind.id,
    text: `${kind.label}: ${said}`,
    strength: kind.strength * loud * many,
    support: events.slice(0, 3).flatMap(({ support }) => support.slice(0, 1)),
    service: null,
    changeThatCan: kind.changeThatCan,
  };
}

/** A name outside is one that only bad lines speak of, and that several do or one does plainly. */
function findProvider(events: readonly LogEvent[]): OutsideCause | null {
  const speaking = events.filter(
    ({ weight, point, example }) => weight >= 1 && point.outside.length > 0 && failing.test(example.line),
  );
  const groups = Map.groupBy(speaking, ({ point }) => point.outside[0] ?? '');
  const [largest] = [...groups].sort((a, b) => b[1].length - a[1].length);
  if (largest === undefined) return null;
  const [name, lines] = largest;
  const found = ofEvents(provider, lines);
  return found === null
    ? null
    : { ...found, text: found.text.replace(provider.label, `${name}, which is not ours, fails`) };
}

const trafficName =
  /(?:^|_)(?:requests?|rps|qps|hits|calls|sessions|visits|orders|messages_(?:in|received)|throughput|traffic|page_?views|events_(?:in|received))(?:_|$)/i;
const notTraffic =
  /duration|latency|error|fail|5xx|4xx|queue|depth|size|inflight|in_flight|per_request|db_|sql|cache|retry|retries|timeout|pending|rejected|dropped|p\d\d|client|upstream|outbound|outgoing|egress/i;

export function isTraffic(name: string): boolean {
  return trafficName.test(name) && !notTraffic.test(name);
}

/** A surge is at least this many times the usual traffic … */
const surgeTimes = 1.5;
/** … on at least this share of the services whose traffic is measured. */
const surgeShare = 0.6;
const namedServices = 3;
/** What suffers may be seen this much before the traffic that makes it suffer: sources sample at different times. */
const sampleMs = 180_000;

/**
 * A surge comes in at the edge: traffic rises where nobody of ours calls, and on most services with it. Traffic that only
 * rises behind a caller whose own does not is made by that caller.
 */
export function findSurge(found: {
  readonly series: readonly ObservedSeries[];
  readonly moved: readonly MovedSeries[];
  readonly edges: readonly ServiceEdge[];
  /** The service that the alert or the ranking is about. */
  readonly suspected: string | null;
}): OutsideCause | null {
  const measured = new Set(
    found.series.filter(({ name }) => isTraffic(name)).flatMap(({ labels }) => serviceOfLabels(labels) ?? []),
  );
  const risen = found.moved.filter(
    ({ name, direction, before, now }) =>
      isTraffic(name) && direction === 'up' && now >= surgeTimes * Math.max(before, 0),
  );
  const services = [...new Set(risen.flatMap(({ service }) => service ?? []))];
  const called = new Set(found.edges.map(({ to }) => to));
  const entries = [...measured].filter((service) => !called.has(service));
  const [first] = risen.toSorted(
    (a, b) => Number(called.has(a.service ?? '')) - Number(called.has(b.service ?? '')) || a.atMs - b.atMs,
  );
  if (first === undefined || services.length < surgeShare * measured.size) return null;
  if (entries.length > 0 && !entries.some((service) => services.includes(service))) return null;
  if (services.length < 2 && (entries.length === 0 || first.service !== found.suspected)) return null;
  const effects = found.moved.filter(({ name }) => !isTraffic(name));
  const earliest = Math.min(first.atMs, ...effects.map(({ atMs }) => atMs));
  if (first.atMs > earliest + sampleMs) return null;
  const others = services.filter((service) => service !== first.service);
  const rest = others.length > 0 ? `, and with it that of ${others.slice(0, namedServices).join(', ')}` : '';
  const { name, points } = found.series.find(({ key }) => key === first.key) ?? {
    name: first.name,
    points: [],
  };
  const summary = summariseSeries(points, null);
  const facts = summary === null ? [] : toSeriesFacts(summary, unitOfSeries(name, summary, null), null);
  return {
    id: 'traffic_surge',
    text: `traffic rose: ${describeMove({ facts }, `${name} of ${first.service ?? 'the system'}`)}${rest}`,
    strength: services.length > 1 ? 0.93 : 0.75,
    support: [...new Set([first, ...risen].map(({ key }) => key))].slice(0, 3),
    service: first.service,
    changeThatCan:
      /limit|replica|worker|pool|autoscal|\bcdn\b|\bcache|rate|retry|retries|redirect|poll|interval|cron|loop|broadcast|campaign|notif/i,
  };
}

/** What explains it from outside, the plainest first. */
export function findOutsideCauses(
  found: Parameters<typeof findSurge>[0] & {
    readonly events: readonly LogEvent[];
    readonly groups: readonly LogGroup[];
    readonly onsetMs: number;
  },
): readonly OutsideCause[] {
  const told = found.events.filter(
    ({ example, weight, isNew }) => weight >= 1 || isNew || example.line.length > 0,
  );
  const causes = [
    findSurge(found),
    findProvider(found.events),
    findOneInput(found.groups, found),
    ...outsideKinds.map((kind) =>
      ofEvents(
        kind,
        told.filter(({ example, weight, isNew }) => (weight >= 1 || isNew) && kind.text.test(example.line)),
      ),
    ),
  ];
  return causes.filter((cause) => cause !== null).sort((a, b) => b.strength - a.strength);
}
