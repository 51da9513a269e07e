import type { ObservedLog } from '../../domain/observation.ts';

/** A thing that a line says was worked on: `job_id` `imp_88213`, `tenant` `t-4471`. */
export interface Input {
  readonly key: string;
  readonly value: string;
}

/** What services are given to work on, one after the other, or for whom. */
const inputKey =
  /(?:^|[._-])(?:job|task|tenant|customer|account|org|organi[sz]ation|workspace|project|user|client|consumer|file|filename|document|doc|message|msg|record|event|order|invoice|import|export|batch|campaign|partition|offset|object|item|sku|merchant|seller|partner|device|feed|report|upload|dataset|query_?hash|ip|remote_?addr|user_?agent|api_?key_?id)(?:$|[._-])/i;
/** Ids of a request or of what runs it tell of no input. */
const notInput =
  /^(?:msg|message|event|event_name|record|user_?agent_?name)$|trace|span|request|correlation|session|thread|pod|host|node|container|version|status|level|k8s|exception|type|kind|format|count|size|total|duration|_ms$|seconds|rows|bytes/i;

const pair = /(?<![\w.-])([A-Za-z][\w.-]{1,30})=(?:"([^"]{1,80})"|([\w./:@-]{1,80}))/g;
const longestValue = 80;

/** The fields of a line, with those that stand in its text as `key=value`. */
export function toFields({
  line,
  fields,
}: Pick<ObservedLog, 'line' | 'fields'>): readonly (readonly [string, string])[] {
  const said = [...line.matchAll(pair)].map(
    ([, key = '', quoted, bare]) => [key, quoted ?? bare ?? ''] as const,
  );
  return [...Object.entries(fields), ...said];
}

export function findInputs(log: Pick<ObservedLog, 'line' | 'fields'>): readonly Input[] {
  return toFields(log).flatMap(([key, value]) =>
    inputKey.test(key) && !notInput.test(key) && value !== '' && value.length <= longestValue
      ? [{ key, value }]
      : [],
  );
}

const runnerFields = [
  'pod',
  'k8s.pod.name',
  'instance',
  'container',
  'worker',
  'host',
  'hostname',
  'service.instance.id',
];

/** Which process says it: what it said last tells what it was at when it died. */
export function findRunner({ fields, labels }: Pick<ObservedLog, 'fields' | 'labels'>): string | null {
  return runnerFields.map((name) => fields[name] ?? labels[name]).find(Boolean) ?? null;
}

const amountKey =
  /(?:^|[._-])(?:rows?|records?|bytes|size|size_(?:kb|mb|bytes)|items?_?count|count|length|entries|lines|pages|messages|recipients|points|batch_size|content_length)$/i;

/** How much there was to be worked on, as a line says it. */
export function findAmounts(
  log: Pick<ObservedLog, 'line' | 'fields'>,
): readonly (readonly [key: string, amount: number])[] {
  return toFields(log).flatMap(([key, value]) => {
    const amount = Number(value);
    return amountKey.test(key) && value !== '' && Number.isFinite(amount) && amount > 0
      ? [[key, amount]]
      : [];
  });
}
