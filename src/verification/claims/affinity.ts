/** How much a clause speaks as if of an item: by words that both have, and by other words for the same thing. */
import type { Clause } from './clauses.ts';
import type { Ground } from './grounds.ts';
import { toStems } from './share-words.ts';
import { topics } from './vocabulary.ts';

/** What people call it, and by what a metric or a log pattern of it is recognised. */
export const concepts: readonly (readonly [said: RegExp, measured: RegExp])[] = [
  [/\bsessions?\b|\bconnect|\bslots?\b|\bpool/i, /conn|session|pool|slot/],
  [/\bdescriptors?\b|\bhandles?\b|\bopen files?\b|\bopens?\b/i, /fds|files|descriptor|handle/],
  [/\bhits?\b|\bcached?\b|\blookups?\b/i, /hit|cache/],
  [/\bmiss(?:es|ed)?\b/i, /miss/],
  [/\bevict|\bthrown? out\b|\bdiscard|\bpushed out\b/i, /evict/],
  [/\btrail|\bbehind\b|\blag|\bcatch up\b|\bfall behind\b|\bdelay/i, /lag|delay|behind/],
  [/\bcollect(?:ions?|or)\b|\bpaus|\bgc\b|\bgarbage\b/i, /gc|pause/],
  [/\bthrottl/i, /throttl/],
  [/\bcpu\b|\bprocessors?\b|\bcores?\b/i, /cpu|processor|core/],
  [/\bvolume\b|\bpartition\b|\bdisks?\b|\bspace\b|\bfile ?system/i, /disk|filesystem|volume|mount|space/],
  [/\bmails?\b|\bmessages?\b|\brecords?\b|\bitems?\b|\bevents?\b/i, /message|record|mail|event|lag/],
  [
    /\bback(?:ed up|log)|\bpil(?:e|ed|es) up\b|\bwait|\bqueue|\bstuck\b|\bdepth\b/i,
    /wait|queue|ready|pending|backlog|lag|depth/,
  ],
  [
    /\barriv|\binflow\b|\bc(?:ome|omes|ame|oming) in\b|\bproduc|\bpublish|\bincoming\b|\btake[sn]?\b|\btook\b|\breceiv/i,
    /produc|publish|_in\b|request|receiv|incom|arriv/,
  ],
  [
    /\bconsum|\bdigest|\bg(?:o|oes|oing) out\b|\boutflow\b|\bwork(?:s|ed)? off\b|\bprocess(?:es|ed|ing)?\b|\bdrain/i,
    /consum|process|dequeue/,
  ],
  [
    /\brequests?\b|\btraffic\b|\bload\b|\bcalls?\b|\bthroughput\b/i,
    /request|rps|qps|traffic|calls|load|received|messages:|messages_received/,
  ],
  [
    /\btail\b|\bp\d\d\b|\bpercentile\b|\bslow|\blatenc|\brespon[ds]|\btak(?:e|es|ing)\b|\bneeds?\b|\bduration\b/i,
    /duration|latenc|seconds:|p\d\d|response|_ms\b|wait_seconds/,
  ],
  [/\bcertificate|\btls\b|\bexpir/i, /cert|tls|expir/],
  [/\bmemory\b|\bheap\b|\brss\b|\boom\b|\bram\b|\bworking set\b/i, /mem|heap|rss|working_set|oom/],
  [/\bpending\b|\bunscheduled\b|\bpend\b/i, /pending/],
  [/\brunning\b|\bup\b|\balive\b/i, /running|up\b|ready/],
  [/\berrors?\b|\bfail|\bwrong\b|\breject|\brefus/i, /err|fail|5xx|reject|refus|fatal/],
  [/\bproperly\b|\bsuccess|\bavailab|\banswers?\b|\buptime\b/i, /success|availab|uptime/],
  [/\brestart|\bkill|\bcrash/i, /restart|kill|crash|oom/],
  [/\breplicas?\b|\binstances?\b|\bpods?\b|\bnodes?\b/i, /replica|pods?_|nodes?$|nodes?\{/],
  [/\bload\b/i, /load\d*/],
  [/\bthroughput\b|\bcomplet\w*\b|\bfinish\w*\b/i, /complet|throughput|processed|finished|commit/],
  [/\bper second\b|\ba second\b|\bqps\b|\brps\b/i, /per[ _]sec|[ _][qr]ps\b/],
  [/\btransactions?\b/i, /\btx\b|xact/],
  [/\bcommits?\b/i, /commit/],
  [/\brows?\b|\btuples?\b/i, /tup/],
  [/\bshards?\b/i, /shard/],
  [/\bbacklog\b|\bqueued?\b|\bwaiting\b/i, /pending|queue/],
  [/\bcollections?\b|\bgarbage\b/i, /\bgc\b/],
  [/\bbandwidth|\bnetwork|\btransmit|\bsends?\b|\bsent\b/i, /network|transmit|receive|bytes_per/],
];

/** Words that are in the names of most metrics, and tell nothing of what is measured. */
export const everywhere = new Set([
  'total',
  'rate',
  'count',
  'http',
  'second',
  'byte',
  'percent',
  'ratio',
  'service',
  'instance',
  'node',
  'container',
  'pod',
  'kube',
  'used',
  'use',
  'per',
  'the',
  'and',
  'for',
  'with',
  'from',
  'has',
  'are',
  'was',
  'its',
  'now',
  'than',
  'that',
  'which',
]);

/** The number of words and concepts that a clause shares with what an item measures or tells of. */
export function measureAffinity(clause: Pick<Clause, 'text' | 'subjects'>, ground: Ground): number {
  const title = ground.subject.replaceAll(/\{[^}]*\}/g, ' ');
  const about = ground.kind === 'series' ? title : `${title} ${ground.summary}`;
  const names = toStems(clause.subjects.join(' '));
  const own = toStems(about);
  const shared = [...toStems(clause.text)].filter(
    (stem) => own.has(stem) && !names.has(stem) && !everywhere.has(stem),
  ).length;
  const meant = concepts.filter(([said, measured]) => said.test(clause.text) && measured.test(about)).length;
  const topical = topics.filter(
    ({ said, measured, not }) =>
      said.test(clause.text) && measured.test(about) && !(not?.test(about) ?? false),
  ).length;
  return shared + meant + topical;
}
