import { asList, asObject, asText, type JsonObject } from './json.ts';

const unsupportedByAnthropic = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'maxItems',
  'uniqueItems',
];

/**
 * Why Anthropic would refuse this schema of a structured output, or undefined.
 * https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
 */
export function findAnthropicSchemaProblem(schema: unknown): string | undefined {
  for (const { node } of nodesOf(schema)) {
    const type = asText(node['type']) ?? 'any';
    if (type === 'object' && node['additionalProperties'] !== false) {
      return "For 'object' type, 'additionalProperties' must be explicitly set to false";
    }
    const keyword = unsupportedByAnthropic.find((name) => name in node);
    if (keyword !== undefined) return `For '${type}' type, property '${keyword}' is not supported`;
    if (Number(node['minItems'] ?? 0) > 1) {
      return "For 'array' type, 'minItems' values other than 0 or 1 are not supported";
    }
  }
  return undefined;
}

/**
 * Why OpenAI would refuse this schema with `strict: true`, or undefined.
 * https://developers.openai.com/api/docs/guides/structured-outputs#supported-schemas
 */
export function findOpenAiSchemaProblem(schema: unknown): string | undefined {
  if (asObject(schema)['type'] !== 'object') return 'schema must be a JSON Schema of \'type: "object"\'';
  for (const { node, context } of nodesOf(schema)) {
    if (asText(node['type']) !== 'object') continue;
    const where = `In context=(${context.map((part) => `'${part}'`).join(', ')})`;
    if (node['additionalProperties'] !== false) {
      return `${where}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const required = asList(node['required']);
    const missing = Object.keys(asObject(node['properties'])).find((key) => !required.includes(key));
    if (missing !== undefined) {
      return `${where}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
    }
  }
  return undefined;
}

type SchemaNode = { readonly node: JsonObject; readonly context: readonly string[] };

/** A schema and all schemas in it. */
function nodesOf(schema: unknown, context: readonly string[] = []): readonly SchemaNode[] {
  const node = asObject(schema);
  const named = ['properties', '$defs', 'definitions'].flatMap((group) =>
    Object.entries(asObject(node[group])).flatMap(([key, child]) => nodesOf(child, [...context, group, key])),
  );
  const listed = ['anyOf', 'oneOf', 'allOf'].flatMap((group) =>
    asList(node[group]).flatMap((child, index) => nodesOf(child, [...context, group, String(index)])),
  );
  const items = node['items'] === undefined ? [] : nodesOf(node['items'], [...context, 'items']);
  return [{ node, context }, ...named, ...listed, ...items];
}
