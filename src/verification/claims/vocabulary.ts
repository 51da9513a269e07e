/** What a sentence is about: the families of labels that name things, and the subjects of measurement. */
import type { EvidenceItem } from '../../domain/evidence.ts';

/** Labels that name the same kind of thing. Two different values of one family are two different things. */
const families: readonly (readonly string[])[] = [
  [
    'service',
    'app',
    'application',
    'deployment',
    'statefulset',
    'daemonset',
    'workload',
    'component',
    'svc',
    'service_name',
  ],
  ['instance', 'node', 'host', 'hostname', 'nodename', 'machine', 'server'],
  ['pod', 'pod_name'],
  ['container', 'container_name'],
  ['namespace'],
  ['mountpoint', 'path', 'filesystem'],
  ['device', 'interface'],
  ['database', 'datname', 'db'],
  ['queue', 'topic', 'consumergroup'],
  ['cluster', 'region', 'zone', 'availability_zone'],
  ['endpoint', 'route', 'handler', 'url_path'],
];
const familyOf = new Map(families.flatMap((labels, index) => labels.map((label) => [label, index] as const)));

export function findFamily(label: string): number | null {
  return familyOf.get(label) ?? null;
}

/** Values of such labels that are ordinary words all the same. */
const ordinary = new Set(
  (
    'api app application backend cache client cluster container controller data database db default deployment ' +
    'endpoint error frontend host instance job kubernetes level local localhost main memory metrics monitoring network ' +
    'node other pod prod production proxy queue root server service staging storage system target test unknown web ' +
    'worker none null all any total value name type status code'
  ).split(' '),
);

export function isOrdinary(word: string): boolean {
  return ordinary.has(word.toLowerCase());
}

/** Who made a change, as its facts say: "by mira". */
export function listAuthors({ kind, facts }: EvidenceItem): readonly string[] {
  if (kind !== 'change') return [];
  return facts.flatMap(({ name, text }) =>
    name === 'author' ? [text.replace(/^by /, '').toLowerCase()] : [],
  );
}

/** Names of things in the evidence that a sentence may hold as plain words. Lower case. */
export function listKnownNames(
  evidence: readonly EvidenceItem[],
  extra: readonly string[],
): ReadonlySet<string> {
  const values = evidence.flatMap((item) =>
    Object.entries(item.labels).flatMap(([label, value]) => (findFamily(label) === null ? [] : [value])),
  );
  // What a change is called, and who made it: "semantic-ranking", "dep-20461", "mira".
  const changes = evidence.filter(({ kind }) => kind === 'change');
  const titles = changes.flatMap(({ title }) => title.match(/[\w.-]*[-_\d][\w.-]*\w/g) ?? []);
  const hosts = values.flatMap((value) => (/:\d{1,5}$/.test(value) ? [value.replace(/:\d+$/, '')] : []));
  return new Set(
    [...values, ...hosts, ...titles, ...changes.flatMap(listAuthors), ...extra]
      .map((name) => name.toLowerCase())
      .filter((name) => name.length > 1 && !ordinary.has(name)),
  );
}

/** What is measured, as sentences call it, and how a series, log pattern or change of it is recognised. */
export interface Topic {
  readonly id: string;
  readonly said: RegExp;
  readonly measured: RegExp;
  /** Titles of series that sound so and measure something else. */
  readonly not?: RegExp;
}

export const topics: readonly Topic[] = [
  { id: 'cpu', said: /\bcpu\b|\bprocessor/i, measured: /cpu|load\d|throttl/ },
  {
    id: 'memory',
    said: /\bmemory\b|\bheap\b|\brss\b|\bram\b|\boom/i,
    measured: /mem|rss|heap|oom|swap|ram\b/,
  },
  {
    id: 'disk',
    said: /\bdisks?\b|\bfile ?systems?\b|\binode|% full\b|\bpercent full\b/i,
    measured: /disk|filesystem|fs_|volume|inode|storage|mountpoint|directory|\/var/,
  },
  {
    id: 'errors',
    said: /\berrors?\b|\bfailures?\b|\b5xx\b|\bexceptions?\b/i,
    measured: /err|5xx|5\.\.|fail|exception|status|(?<![a-z])code|availab|success/,
  },
  {
    id: 'latency',
    said: /\blatency\b|\bresponse times?\b|\bp(?:50|90|95|99)\b/i,
    measured: /laten|duration|seconds|response|p\d\d|quantile|_ms\b|rtt|delay|slow/,
  },
  {
    id: 'connections',
    said: /\bconnections?\b|\bconnection pool\b/i,
    measured: /conn|pool|session|sockets?/,
  },
  {
    id: 'queue',
    said: /\bqueue|\bbacklog\b|\bconsumer lag\b/i,
    measured: /queue|backlog|lag|pending|depth|waiting/,
  },
  {
    id: 'restarts',
    said: /\brestart(?:s|ed)?\b/i,
    measured: /restart|uptime|start_time|crash|oom|kill|terminat/,
  },
  {
    id: 'requests',
    said: /\brequest rate\b|\btraffic\b|\bthroughput\b|^(?!.*(?:\b(?:fail|error|slow|latency|p\d\d)|%)).*\brequests\b/i,
    measured: /req|rps|qps|traffic|throughput|calls|hits|published|consumed|bytes_per/,
    not: /duration|latency|seconds|p\d\d|err/,
  },
];

export const changeWords =
  /\b(?:deploy|deploys|deployed|deployment of|release|released|rollout|rolled out|commit|change|config change|configuration change|flag|upgrade|upgraded|migration)\b/i;
export const alertWords =
  /\b(?:alert|alerts|alarm|alarm's|alert's|the page|pager|paged|paging|fired|fires|firing)\b/i;
export const logWords =
  /\blog(?:s|ged| lines?| messages?)?\b|\breported\b|\b(?:debug|info|warn|warning|error) (?:lines?|messages?)\b/i;
