import { z } from 'zod';

type Json = { [key: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Gives every secret property its `_file` sibling, and lets either of them satisfy `required`. */
function addFileKeys(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(addFileKeys);
  if (!isObject(node)) return node;
  const copy: Json = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, addFileKeys(value)]),
  );
  const properties = copy['properties'];
  if (!isObject(properties)) return copy;
  const secrets = Object.keys(properties).filter(
    (key) => isObject(properties[key]) && properties[key]['writeOnly'] === true,
  );
  for (const key of secrets) {
    properties[`${key}_file`] = { type: 'string', description: `Path of a file that holds ${key}.` };
  }
  const required = Array.isArray(copy['required']) ? copy['required'].map(String) : [];
  const needed = secrets.filter((key) => required.includes(key));
  if (needed.length > 0) {
    copy['required'] = required.filter((key) => !needed.includes(key));
    copy['allOf'] = needed.map((key) => ({ anyOf: [{ required: [key] }, { required: [`${key}_file`] }] }));
  }
  return copy;
}

/** The configuration's JSON Schema (draft 2020-12), for editors and for `docs/config.schema.json`. */
export function toConfigJsonSchema(schema: z.ZodType): Json {
  return addFileKeys(z.toJSONSchema(schema, { io: 'input' })) as Json;
}

/** Names of all keys that hold secrets, anywhere in the schema. */
export function listSecretKeys(schema: z.ZodType): ReadonlySet<string> {
  const keys = new Set<string>();
  function visit(node: unknown): void {
    if (Array.isArray(node)) node.forEach(visit);
    if (!isObject(node)) return;
    const properties = node['properties'];
    if (isObject(properties)) {
      for (const [key, value] of Object.entries(properties)) {
        if (isObject(value) && value['writeOnly'] === true) keys.add(key);
      }
    }
    Object.values(node).forEach(visit);
  }
  visit(z.toJSONSchema(schema, { io: 'input' }));
  return keys;
}

/** The keys that a JSON Schema knows at a path of a concrete document. `type` picks the member of a union. */
export function listKeysAt(schema: Json, document: unknown, path: readonly PropertyKey[]): readonly string[] {
  const definitions = isObject(schema['$defs']) ? schema['$defs'] : {};
  let node: unknown = schema;
  let value: unknown = document;
  const resolve = (): void => {
    if (!isObject(node)) return;
    if (typeof node['$ref'] === 'string') node = definitions[node['$ref'].replace('#/$defs/', '')];
    const members = isObject(node) ? (node['oneOf'] ?? node['anyOf']) : undefined;
    if (!Array.isArray(members) || !isObject(value)) return;
    const type = value['type'];
    node = members.find(
      (member) =>
        isObject(member) &&
        isObject(member['properties']) &&
        isObject(member['properties']['type']) &&
        member['properties']['type']['const'] === type,
    );
  };
  resolve();
  for (const part of path) {
    if (!isObject(node)) return [];
    if (typeof part === 'number') {
      node = node['items'];
      value = Array.isArray(value) ? value[part] : undefined;
    } else {
      node = isObject(node['properties']) ? node['properties'][String(part)] : undefined;
      value = isObject(value) ? value[String(part)] : undefined;
    }
    resolve();
  }
  return isObject(node) && isObject(node['properties']) ? Object.keys(node['properties']) : [];
}
