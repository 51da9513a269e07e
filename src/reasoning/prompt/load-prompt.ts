import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';

/** The folder that ships with the package; it lies beside `src/` and beside `dist/`. */
export const shippedPrompts = fileURLToPath(new URL('../../../prompts', import.meta.url));

const FrontMatter = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  purpose: z.string(),
  variables: z.array(z.string()),
  changelog: z.string(),
});

/** A prompt file: what it is, and its two templates. */
export interface PromptTemplate {
  readonly id: string;
  readonly version: number;
  readonly variables: readonly string[];
  readonly system: string;
  readonly user: string;
  /** sha256 of the whole file, hex: tells whether two answers came from the same prompt. */
  readonly hash: string;
}

const layout =
  /^---\n(?<front>[\s\S]*?)\n---\n<!-- system -->\n(?<system>[\s\S]*?)\n<!-- user -->\n(?<user>[\s\S]*)$/;

export function parsePrompt(text: string, file: string): PromptTemplate {
  const groups = layout.exec(text)?.groups;
  const fail = (why: string): AppError =>
    new AppError({ code: 'config_invalid', message: `prompt ${file}: ${why}` });
  if (groups === undefined) throw fail('expected front matter, then "<!-- system -->", then "<!-- user -->"');
  const front = FrontMatter.safeParse(parse(groups['front'] ?? ''));
  if (!front.success) {
    const [issue] = front.error.issues;
    throw fail(`front matter, ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not the expected shape'}`);
  }
  return {
    id: front.data.id,
    version: front.data.version,
    variables: front.data.variables,
    system: groups['system'] ?? '',
    user: groups['user'] ?? '',
    hash: createHash('sha256').update(text).digest('hex'),
  };
}

/** Every prompt in a folder, all versions, as `id/v1.md`. */
export function listPrompts(folder: string): readonly { readonly name: string; readonly text: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: id }) =>
      readdirSync(join(folder, id))
        .filter((file) => /^v\d+\.md$/.test(file))
        .map((file) => ({ name: `${id}/${file}`, text: readFileSync(join(folder, id, file), 'utf8') })),
    );
}

/** The newest version of a prompt. Throws `config_invalid` when there is none of this id. */
export function loadPrompt(folder: string, id: string): PromptTemplate {
  let files: string[];
  try {
    files = readdirSync(join(folder, id)).filter((name) => /^v\d+\.md$/.test(name));
  } catch {
    files = [];
  }
  const [newest] = files.sort((a, b) => Number(b.slice(1, -3)) - Number(a.slice(1, -3)));
  if (newest === undefined) {
    throw new AppError({
      code: 'config_invalid',
      message: `no prompt is called "${id}": ${join(folder, id)} has no v1.md`,
    });
  }
  const file = join(folder, id, newest);
  const prompt = parsePrompt(readFileSync(file, 'utf8'), file);
  if (prompt.id !== id || newest !== `v${prompt.version}.md`) {
    throw new AppError({
      code: 'config_invalid',
      message: `prompt ${file}: its front matter says ${prompt.id} v${prompt.version}`,
    });
  }
  return prompt;
}
