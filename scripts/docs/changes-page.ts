import { z } from 'zod';
import { ChangeBody } from '../../src/intake/parse-changes.ts';
import { changeRecipes } from './change-recipes.ts';
import type { JsonSchema } from './config-keys.ts';
import { code, codeBlock, page, table } from './markdown.ts';

const intro = `
Most incidents begin with a change. What pipelines and flag systems tell this service is held against the time at which an
alert began. \`POST /api/v1/changes\` takes one change, a list of them, or \`{"changes": […]}\`, at most 1,000 at once. The
collector [\`changes\`](configuration.md#type-changes) reads them. Who may send alerts may send changes: the same token or
password is asked for.

- **200** \`{"status": "stored", "stored": 2}\`: all of them are stored. The same \`source\` and \`id\` again replace what was
  there, so a pipeline may send as often as it likes.
- **400** says what is wrong and where; then none is stored.
- **503**: the store did not take it. Send it again.

A pipeline must not fail because nobody listens here: give the call a time limit, and ignore its failure.
`;

function describeType(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) {
    return [...new Set(schema.anyOf.map(describeType))].filter((type) => type !== 'null').join(' or ');
  }
  if (schema.type === 'array') return 'list of texts';
  if (schema.type === 'object') return 'mapping of texts';
  if (schema.format === 'date-time') return 'time';
  if (schema.format === 'uri') return 'URL';
  if (schema.type === 'string') return 'text';
  return typeof schema.type === 'string' ? schema.type : 'text';
}

/** `docs/changes.md` */
export function renderChangesPage(): string {
  const schema = z.toJSONSchema(ChangeBody, { io: 'input' }) as JsonSchema;
  const rows = Object.entries(schema.properties ?? {}).map(([name, property]) => [
    code(name),
    describeType(property),
    property.default === undefined ? '' : code(String(property.default)),
    (schema.required ?? []).includes(name) ? 'yes' : '',
    property.description ?? '',
  ]);
  return page('Changes', [
    intro,
    '## What a change may say',
    table(['Key', 'Type', 'Default', 'Required', 'Meaning'], rows),
    '`time` is when the request arrives, if none is given.',
    '## Recipes',
    ...changeRecipes.flatMap(({ title, text, language, example }) => [
      `### ${title}`,
      text,
      codeBlock(language, example.trim()),
    ]),
    '## JSON Schema',
    codeBlock('json', JSON.stringify(schema, null, 2)),
  ]);
}
