import { parse } from 'yaml';
import { registry } from '../../src/app/registry.ts';
import { toConfigJsonSchema } from '../../src/config/json-schema.ts';
import { formatProblems, parseConfig } from '../../src/config/load.ts';
import { createConfigSchema } from '../../src/config/schema.ts';
import { adapterExamples, completeExample } from './config-examples.ts';
import { type JsonSchema, listConfigKeys, resolveSchema } from './config-keys.ts';
import { code, codeBlock, page, table } from './markdown.ts';

const intro = `
One YAML file. A command that is not given one with \`--config\` takes \`llm-alert-bridge.yml\` in the current folder, else
\`/etc/llm-alert-bridge/llm-alert-bridge.yml\`. \`llm-alert-bridge init\` writes a first one,
\`llm-alert-bridge check config FILE\` lists every problem of one with its line and column, and exits with 1 if there is any.
`;

const rules = `
- **Keys that are not known are refused**, with a suggestion where one is near. All problems are reported at once.
- **\`\${VAR}\`** in a text is replaced by an environment variable, \`\${VAR:-default}\` by its default when it is not set.
  A variable that is not set and has no default is a problem. \`$$\` is a dollar sign.
- **Secrets** can be given in three ways: \`api_key: \${API_KEY}\`, \`api_key_file: /run/secrets/api-key\` (for every key
  of type *secret* there is one that ends in \`_file\`; white space around the file's text is dropped), or in the file
  itself. Never two of them. Secrets are neither logged nor shown in error messages.
- **Durations** are written as in Prometheus: \`500ms\`, \`30s\`, \`5m\`, \`1h30m\`, \`2d\`. The units are \`ms\`, \`s\`, \`m\`,
  \`h\`, \`d\`, \`w\` and \`y\`, from large to small.
- **URLs** start with \`http://\` or \`https://\`.
- **Required** is what must be given wherever the mapping around it is given.
- **Reload**: \`SIGHUP\` or \`POST /-/reload\` reads the file again. If it has a problem, the old configuration stays in
  place. \`server.listen\` and \`storage.path\` take effect after a restart.
- **Editors** that know JSON Schema complete and check the file with [config.schema.json](config.schema.json), which the
  package brings along. The YAML language server finds it by a first line such as
  \`# yaml-language-server: $schema=/path/to/config.schema.json\`. Where a format is expected, such as a URL, an editor
  may complain about \`\${VAR}\`; the service does not.
`;

const namesRule = 'Each item says by `type` what it is. Two of one type need names that differ.';

/** What the schema cannot say, by chapter and type. */
const notes: Readonly<Record<string, string>> = {
  notifiers: `${namesRule} At least one is needed. Routes name them.`,
  'notifiers.slack': 'Give `bot_token` and `channel`, or `webhook_url`.',
  'notifiers.pagerduty': '`rest_token` and `from_email` go together.',
  'notifiers.webhook': 'What it posts: [the webhook notifier](webhook-notifier.md).',
  'evidence.collectors': `${namesRule} Without any, an alert is explained from what it says itself.`,
  'reasoning.models': `${namesRule} Without any, explanations are made without a model.`,
  redaction: `
What looks like a secret never leaves, whatever stands here. Placeholders keep values apart for a model: the same address
is \`⟨ip-1⟩\` wherever it stands in one incident. What left for an incident can be read at
\`GET /api/v1/incidents/ID/egress\`, and \`llm-alert-bridge redact\` shows what would leave of any text.

\`\`\`yaml
redaction:
  ip_addresses: mask
  policies:
    - matchers: ['data_class="restricted"']
      models: local
    - matchers: ['team="hr"']
      models: none
\`\`\`
`,
  route: `
Works as [in Alertmanager](https://prometheus.io/docs/alerting/latest/configuration/#route):

- The top route takes every alert. It needs \`notifiers\` and may not have \`matchers\`, so that no alert is lost.
- An alert goes down the tree as far as it can. A route takes it if all its matchers hold. Of the routes below one, the
  first that takes it ends the search, unless that one says \`continue: true\`.
- A route's own notifiers are told only if no route below it takes the alert. A route that names none uses those of the
  route above it.
- The alerts of a group are routed one by one. The message about the group goes to every notifier that any of them is
  routed to, once.
- A matcher is \`label="value"\`, or with \`!=\`, \`=~\` or \`!~\`. A label that is missing is the empty text. Regular
  expressions must match the whole value. One text may hold several matchers, separated by commas.
- What to group, to silence and to inhibit is Alertmanager's business. There is no \`receiver\`, \`group_by\` or
  \`repeat_interval\` here.
`,
};

/** Stands for every environment variable and secret file: also a valid URL, for those secrets that are one. */
const anySecret = 'https://example.com/secret';

function assertValid(what: string, text: string): void {
  const env = new Proxy({}, { get: () => anySecret });
  const parsed = parseConfig(text, { adapters: registry, env, readFile: () => anySecret });
  if (!parsed.ok) throw new Error(formatProblems(what, parsed.problems));
}

/** A whole configuration with one list of adapters as the example has it. */
function embed(list: string, example: string): string {
  const items: unknown = parse(example);
  const [section = '', key] = list.split('.');
  const base = { notifiers: [{ type: 'console', name: 'first' }], route: { notifiers: ['first'] } };
  const [first] = items as readonly { readonly type: string; readonly name?: string }[];
  const value = key === undefined ? items : { [key]: items };
  const route = list === 'notifiers' ? { notifiers: [first?.name ?? first?.type] } : base.route;
  return JSON.stringify({ ...base, [section]: value, route });
}

function renderKeys(schema: JsonSchema, root: JsonSchema): string {
  const rows = listConfigKeys(schema, root).map((key) => [
    code(key.path),
    key.type,
    key.default === null ? '' : code(key.default),
    key.required ? 'yes' : '',
    key.description,
  ]);
  return table(['Key', 'Type', 'Default', 'Required', 'Meaning'], rows);
}

function renderAdapter(list: string, schema: JsonSchema, root: JsonSchema): readonly string[] {
  const type = String(schema.properties?.['type']?.const);
  const example = adapterExamples[list]?.[type];
  if (example === undefined) throw new Error(`${list}: write an example for the type ${type}`);
  const note = notes[`${list}.${type}`];
  assertValid(`the example for ${type} in ${list}`, embed(list, example));
  return [
    `### Type ${code(type)}`,
    codeBlock('yaml', example.trimStart()),
    ...(note === undefined ? [] : [note]),
    renderKeys(schema, root),
  ];
}

/** A chapter for a part of the file, and one for each list of adapters in it. */
function renderPart(path: string, given: JsonSchema, root: JsonSchema): readonly string[] {
  const schema = resolveSchema(given, root);
  const head = [`## ${code(path)}`, schema.description ?? '', notes[path] ?? ''].filter(Boolean);
  const adapters = schema.items?.oneOf;
  if (adapters !== undefined) {
    return [...head, ...adapters.flatMap((adapter) => renderAdapter(path, adapter, root))];
  }
  const lists = Object.entries(schema.properties ?? {}).filter(([, { items }]) => items?.oneOf !== undefined);
  return [
    ...head,
    renderKeys(schema, root),
    ...lists.flatMap(([key, list]) => renderPart(`${path}.${key}`, list, root)),
  ];
}

function createJsonSchema(): JsonSchema {
  return toConfigJsonSchema(createConfigSchema(registry)) as JsonSchema;
}

/** `docs/config.schema.json` */
export function renderConfigSchema(): string {
  return `${JSON.stringify(createJsonSchema(), null, 2)}\n`;
}

/** `docs/configuration.md` */
export function renderConfigPage(): string {
  const schema = createJsonSchema();
  assertValid('the complete example', completeExample);
  const parts = Object.entries(schema.properties ?? {});
  return page('Configuration', [
    intro,
    codeBlock('yaml', completeExample),
    '## How values are written',
    rules,
    ...parts.flatMap(([path, part]) => renderPart(path, part, schema)),
  ]);
}
