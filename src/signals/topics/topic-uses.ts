import type { Labels } from '../../domain/labels.ts';
import type { Observations, ObservedChange } from '../../domain/observation.ts';
import { toFields } from '../logs/inputs-of-line.ts';
import type { LogGroup } from '../logs/log-events.ts';
import type { ServiceNames } from '../service-names.ts';
import { serviceOfLabels } from '../service-of-labels.ts';

/** What a service does with a topic, queue, stream or subject. */
export interface TopicUse {
  readonly service: string;
  /** As its users spell it, in small letters. */
  readonly topic: string;
  /** `names` where nothing says which of the two. */
  readonly role: 'writes' | 'reads' | 'names';
}

/**
 * What programs call the place through which messages go; the first is OpenTelemetry's (semantic conventions for messaging,
 * 1.24 on), the others those of Kafka's, RabbitMQ's, SQS', NATS' and Redis' clients and exporters.
 */
const topicKey =
  /^(?:messaging[._]destination(?:[._]name)?|(?:kafka[._])?topic(?:[._]name)?|queue(?:[._]?(?:name|url))?|stream(?:[._]name)?|exchange|routing_?key|subject|channel|subscription|destination)$/i;
const topicName = /^[A-Za-z][\w.:/-]{2,160}$/;
const operationFields = [
  'messaging.operation.type',
  'messaging.operation.name',
  'messaging.operation',
] as const;
/** Fields in which one end names the other. */
const writerFields = ['producer', 'publisher', 'produced_by', 'published_by'] as const;
const readerFields = ['consumer', 'subscriber', 'consumer_group', 'consumergroup', 'consumed_by'] as const;

const writing =
  /\b(?:re)?publish\w*|\bproduc(?:e[ds]?|ing)\b|\benqueu\w*|\bemit(?:s|ted|ting)?\b|\bXADD\b|\bRPUSH\b|\bLPUSH\b|\bsend(?:s|ing)?[_ ]?messages?\b|\bsent (?:to|message)|basic[._]?publish|\bcreate\b/i;
const reading =
  /\bconsum\w*|\breceiv\w*|\bsubscri\w*|\bdequeu\w*|\bpoll(?:s|ed|ing)?\b|\bXREAD(?:GROUP)?\b|\bBLPOP\b|\bBRPOP\b|\bX?N?ACK(?:ed|s)?\b|\bdecod\w*|\bunmarshal\w*|\bdeseriali\w*|\boffsets?\b|\blag\b|\bredeliver\w*|dead[-_ ]?letter|basic[._]?(?:get|deliver)|listener|\bprocess(?:e[ds]|ing)?\b|\bdrain(?:ed|ing)?\b/i;

/** "topic orders.created", "queue 'billing'", "stream=orders", "from subject orders.new". */
const namedInText = /\b(?:topic|queue|stream|subject|exchange)s?\b[=: ]+["'`]?([a-z][\w./:-]*[\w])/gi;
/** OpenTelemetry names spans "publish orders"; before 1.27 it was "orders publish". */
const spanName =
  /^(?:(publish|send|create|receive|process|consume|poll|deliver|settle|ack)\s+(\S+)|(\S+)\s+(publish|send|create|receive|process|consume|deliver))$/i;
const writingSpan = /^(?:publish|send|create)$/i;

/** A word behind "queue" that is no name of one. */
const noName =
  /^(?:is|was|are|not|for|in|of|on|the|a|an|to|from|with|has|had|full|empty|depth|size|length|time|timeout|lag|consumer|producer|name|group|closed|error|limit|and|or|partition|wait|waiting|exceeded|reached|unavailable)$/i;

/** The last part of an address: SQS names queues by URL or ARN. */
function toTopic(text: string): string {
  const plain = text.trim().toLowerCase();
  if (/^(?:https?:|arn:)/.test(plain)) return plain.split(/[/:]/).at(-1) ?? plain;
  return plain;
}

function topicOf(fields: Iterable<readonly [string, string]>): string | null {
  for (const [key, value] of fields) if (topicKey.test(key) && topicName.test(value)) return toTopic(value);
  return null;
}

function firstOf(labels: Labels, names: readonly string[]): string | null {
  return names.map((name) => labels[name]).find((value) => value !== undefined && value !== '') ?? null;
}

/** Which way messages go by what is said; null when both or neither. */
function toRole(text: string): 'writes' | 'reads' | null {
  const [writes, reads] = [writing.test(text), reading.test(text)];
  return writes === reads ? null : writes ? 'writes' : 'reads';
}

function topicsOfText(text: string): readonly string[] {
  return [...text.matchAll(namedInText)].flatMap(([, name = '']) =>
    noName.test(name) ? [] : [toTopic(name)],
  );
}

/** The other end, where a field names it by the name of a service. */
function othersOf(labels: Labels, topic: string, { ofFolder }: ServiceNames): readonly TopicUse[] {
  const named = (fields: readonly string[], role: TopicUse['role']): readonly TopicUse[] =>
    fields.flatMap((field) => {
      const service = ofFolder(labels[field] ?? '');
      return service === null ? [] : [{ service, topic, role }];
    });
  return [...named(writerFields, 'writes'), ...named(readerFields, 'reads')];
}

/** The newest and oldest lines of a message say what all of them do. */
const readLines = 40;

function ofLogs(groups: readonly LogGroup[], names: ServiceNames): readonly TopicUse[] {
  return groups.flatMap(({ service, lines }) =>
    lines.slice(0, readLines).flatMap((log): readonly TopicUse[] => {
      const { line, fields } = log;
      const field = topicOf(toFields(log));
      const topics = field === null ? topicsOfText(line) : [field];
      if (topics.length === 0) return [];
      const role = toRole(firstOf(fields, operationFields) ?? line);
      return topics.flatMap((topic) => {
        const others = othersOf(fields, topic, names);
        // Who says that another one wrote it has read it.
        const own: TopicUse['role'] =
          role ?? (others.some((other) => other.role === 'writes') ? 'reads' : 'names');
        return [...(service === null ? [] : [{ service, topic, role: own }]), ...others];
      });
    }),
  );
}

function ofSpans({ spans }: Observations): readonly TopicUse[] {
  return spans.flatMap(({ service, name }): readonly TopicUse[] => {
    const [, verb, what, thing, done] = spanName.exec(name) ?? [];
    const [operation, topic] = [verb ?? done, what ?? thing];
    if (operation === undefined || topic === undefined) return [];
    return [{ service, topic: toTopic(topic), role: writingSpan.test(operation) ? 'writes' : 'reads' }];
  });
}

const readsMetric = /consum|receiv|dequeue|_lag|lag_|deliver|ack|poll/i;
const writesMetric = /produc|publish|sent|enqueue/i;

function ofSeries({ series }: Observations, names: ServiceNames): readonly TopicUse[] {
  return series.flatMap(({ name, labels }): readonly TopicUse[] => {
    const topic = topicOf(Object.entries(labels));
    if (topic === null) return [];
    const consumer_group = labels['consumer_group'] ?? labels['group'] ?? '';
    const others = othersOf({ ...labels, consumer_group }, topic, names);
    // An exporter, or the broker itself, tells of groups: it reads nothing.
    if (others.length > 0) return others;
    const service = serviceOfLabels(labels);
    if (service === null) return [];
    const [reads, writes] = [readsMetric.test(name), writesMetric.test(name)];
    return [{ service, topic, role: reads === writes ? 'names' : reads ? 'reads' : 'writes' }];
  });
}

function ofChange({ service, files, diff }: ObservedChange, known: ReadonlySet<string>, names: ServiceNames) {
  if (diff === null) return [];
  const folders = files.flatMap((file) => file.split('/').flatMap((part) => names.ofFolder(part) ?? []));
  const services = new Set([...(service === null ? [] : [service]), ...folders]);
  if (services.size !== 1) return [];
  return diff.split('\n').flatMap((line) =>
    [...line.matchAll(/["'`]([\w./:-]{3,80})["'`]/g)].flatMap(([, text = '']): readonly TopicUse[] => {
      const topic = toTopic(text);
      const role = known.has(topic) ? toRole(line) : null;
      return role === null ? [] : [...services].map((one) => ({ service: one, topic, role }));
    }),
  );
}

/** Who writes and who reads which topic, by lines, spans, labels and code. */
export function findTopicUses(
  observations: Observations,
  { groups, names }: { readonly groups: readonly LogGroup[]; readonly names: ServiceNames },
): readonly TopicUse[] {
  const seen = [...ofLogs(groups, names), ...ofSpans(observations), ...ofSeries(observations, names)];
  const known = new Set(seen.map(({ topic }) => topic));
  const all = [...seen, ...observations.changes.flatMap((change) => ofChange(change, known, names))];
  return [...new Map(all.map((use) => [`${use.service}\0${use.topic}\0${use.role}`, use])).values()];
}
