import { durationPattern } from '../../src/domain/time.ts';

/** The parts of JSON Schema (draft 2020-12) that the configuration's schema uses. */
export interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly writeOnly?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** A key of the configuration, as a line of the reference. */
export interface ConfigKey {
  /** `auth.basic.password`, from the mapping that is described. */
  readonly path: string;
  readonly type: string;
  /** As it would be written; null when there is none to write. */
  readonly default: string | null;
  /** Needed wherever the mapping around it is given. */
  readonly required: boolean;
  readonly description: string;
}

function describeRange({ minimum, maximum }: JsonSchema): string {
  const most = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum !== undefined && most !== undefined) return `, ${minimum} to ${most}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return most === undefined ? '' : `, at most ${most}`;
}

function describeText(schema: JsonSchema): string {
  if (schema.writeOnly === true) return 'secret';
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.pattern === durationPattern.source) return 'duration';
  if (schema.format === 'uri') return 'URL';
  return schema.format === 'email' ? 'e-mail address' : 'text';
}

const plurals: Readonly<Record<string, string>> = { text: 'texts', mapping: 'mappings' };

/** A schema's values in a word or two. */
export function describeType(schema: JsonSchema): string {
  switch (schema.type) {
    case 'string':
      return describeText(schema);
    case 'integer':
      return `whole number${describeRange(schema)}`;
    case 'number':
      return `number${describeRange(schema)}`;
    case 'boolean':
      return '`true`, `false`';
    case 'array': {
      if (schema.items?.oneOf !== undefined) return 'list, see below';
      const item = schema.items === undefined ? 'text' : describeType(schema.items);
      return `list of ${plurals[item] ?? item}`;
    }
    case 'object':
      return typeof schema.additionalProperties === 'object'
        ? `mapping of name to ${describeType(schema.additionalProperties)}`
        : 'mapping';
    default:
      return 'mapping';
  }
}

/** What a schema means at its place: one that only refers to another is that one, with its own description. */
export function resolveSchema(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')];
  if (target === undefined) throw new Error(`the schema has no ${schema.$ref}`);
  return {
    ...resolveSchema(target, root),
    ...(schema.description ? { description: schema.description } : {}),
  };
}

/** Keys that are needed, also those that may come from a file instead: `allOf: [{anyOf: [{required: ["x"]}, …]}]`. */
function listRequired(schema: JsonSchema): readonly string[] {
  const either = (schema.allOf ?? []).flatMap(({ anyOf }) => anyOf?.[0]?.required ?? []);
  return [...(schema.required ?? []), ...either];
}

function isFileSibling(name: string, properties: Readonly<Record<string, JsonSchema>>): boolean {
  return name.endsWith('_file') && properties[name.slice(0, -'_file'.length)]?.writeOnly === true;
}

function formatDefault(value: unknown): string | null {
  if (value === undefined) return null;
  const isEmptyMapping = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  if (isEmptyMapping && !Array.isArray(value)) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** `type` and `name` say which adapter an item is, and come first; then what is required. */
function rank(name: string, required: readonly string[]): number {
  const identity = ['type', 'name'].indexOf(name);
  if (identity >= 0) return identity;
  return required.includes(name) ? 2 : 3;
}

/** The keys of a mapping and of the mappings in it. Lists of mappings are one key: they have tables of their own. */
export function listConfigKeys(schema: JsonSchema, root: JsonSchema, prefix = ''): readonly ConfigKey[] {
  const properties = schema.properties ?? {};
  const required = listRequired(schema);
  const names = Object.keys(properties)
    .filter((name) => !isFileSibling(name, properties))
    .sort((a, b) => rank(a, required) - rank(b, required));
  return names.flatMap((name) => {
    const property = resolveSchema(properties[name] ?? {}, root);
    const path = `${prefix}${name}`;
    const key: ConfigKey = {
      path,
      type: describeType(property),
      default: formatDefault(property.default),
      required: required.includes(name),
      description: property.description ?? '',
    };
    // Items that refer to a schema of their own have a chapter of their own.
    const list =
      property.items?.properties === undefined ? [] : listConfigKeys(property.items, root, `${path}[].`);
    const inner = property.properties === undefined ? list : listConfigKeys(property, root, `${path}.`);
    return [key, ...inner];
  });
}
