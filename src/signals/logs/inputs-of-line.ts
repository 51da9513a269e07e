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
/** The same as JSON has it, where a line was not taken apart. */
const jsonPair = /"([A-Za-z][\w.-]{1,30})"\s*:\s*(?:"([^"]{1,80})"|(-?\d[\d.]{0,20}))/g;
const longestValue = 80;

/** The fields of a line, with those that stand in its text as `key=value`. */
export function toFields({
  line,
  fields,
}: Pick<ObservedLog, 'line' | 'fields'>): readonly (readonly [string, string])[] {
  const said = [pair, jsonPair].flatMap((pattern) =>
    [...line.matchAll(pattern)].map(([, key = '', quoted, bare]) => [key, quoted ?? bare ?? ''] as const),
  );
  return [...Object.entries(fields), ...said];
}

/** Whether a field or label of this name tells what is worked on, or for whom. */
export function isInputKey(key: string): boolean {
  return inputKey.test(key) && !notInput.test(key);
}

/** "job 8841", "tenant #17", "file /in/march.csv": what stands behind the word has a digit or the ending of a file. */
const prose =
  /(?<![\w/.-])(job|task|tenant|customer|account|org|workspace|project|user|file|document|message|record|row|event|order|invoice|import|export|batch|campaign|partition|offset|object|item|merchant|seller|device|report|upload|payment|shipment|ticket|booking|article|product)(?: id| no\.?| number)?[ #:=]+["'`]?((?=[\w./:@-]*(?:\d|\.[a-z]{3,4}\b))[\w/][\w./:@-]{0,78}[\w])/gi;
/** "PX-77120", "imp_7f3a91": an id tells by its first letters of what it is one. */
const givenId = /(?<![\w./:@=-])([A-Za-z]{2,12}[-_])(?=[0-9a-f]*\d)[0-9a-f]{4,32}(?![\w.-])/g;
const notGiven =
  /^(?:ip|host|node|pod|req|request|trace|span|worker|thread|port|exec|conn|ora|cve|rfc|iso)[-_]$/i;
const pathOfLine = /(?<![\w.:/])\/[\w~%.-]+(?:\/[\w~%.@-]+)+/g;
const argument = /^(?:\d{2,}|[0-9a-f]{8}-[0-9a-f-]{27}|(?=[0-9a-f]*\d)[0-9a-f]{12,})$/i;
const pathField = /^(?:path|route|url|uri|http[._](?:target|url|path|route)|url[._]path)$/i;
const searchedCharacters = 400;

/** A route with the same place filled in another way is about another thing. */
function findArguments(text: string): readonly Input[] {
  return [...text.matchAll(pathOfLine)].flatMap(([value]) => {
    const parts = value.split('/');
    return parts.some((part) => argument.test(part))
      ? [{ key: `${parts.map((part) => (argument.test(part) ? '*' : part)).join('/')}…`, value }]
      : [];
  });
}

/** What a sentence names; a key that ends with `…` is the shape of its values, and says nothing beside them. */
function findNamed({ line, fields }: Pick<ObservedLog, 'line' | 'fields'>): readonly Input[] {
  const text = line.slice(0, searchedCharacters);
  const paths = Object.entries(fields).flatMap(([key, value]) => (pathField.test(key) ? [value] : []));
  return [
    ...[...text.matchAll(prose)].map(([, key = '', value = '']) => ({ key: key.toLowerCase(), value })),
    ...[...text.matchAll(givenId)].flatMap(([value, prefix = '']) =>
      notGiven.test(prefix) ? [] : [{ key: `${prefix}…`, value }],
    ),
    ...[text, ...paths].flatMap(findArguments),
  ].filter(({ value }) => value.length <= longestValue);
}

export function findInputs(log: Pick<ObservedLog, 'line' | 'fields'>): readonly Input[] {
  const given = toFields(log).flatMap(([key, value]) =>
    isInputKey(key) && value !== '' && value.length <= longestValue ? [{ key, value }] : [],
  );
  const known = new Set(given.map(({ value }) => value));
  return [...given, ...findNamed(log).filter(({ value }) => !known.has(value))];
}

/** "job_id imp_88213 (tenant t-4471)" */
export function describeInputs(inputs: readonly Input[]): string {
  const told = inputs.map(({ key, value }) => (key.endsWith('…') ? value : `${key} ${value}`));
  const [first, second] = [...new Set(told)];
  return second === undefined ? (first ?? '') : `${first} (${second})`;
}

const podFields = ['pod', 'k8s.pod.name', 'pod_name', 'involvedObject.name', 'object.name'];
const runnerFields = [
  ...podFields,
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

const podOfLine = /\bpods?[ /:="']+(?:[\w-]+\/)?([a-z0-9][a-z0-9.-]{4,})/i;

/** Which pod a line is about, whoever says it: Kubernetes tells of the end of what cannot tell it any more. */
export function findPod({
  line,
  fields,
  labels,
}: Pick<ObservedLog, 'line' | 'fields' | 'labels'>): string | null {
  const given = podFields.map((name) => fields[name] ?? labels[name]).find(Boolean);
  return given ?? podOfLine.exec(line)?.[1] ?? null;
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
