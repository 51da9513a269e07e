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

function listVersions(folder: string, id: string): readonly number[] {
  try {
    return readdirSync(join(folder, id)).flatMap((name) => {
      const version = /^v(\d+)\.md$/.exec(name)?.[1];
      return version === undefined ? [] : [Number(version)];
    });
  } catch {
    return [];
  }
}

/**
 * A prompt by its id, `explain-alert` for the newest version or `explain-alert@2` for one of them, from the first folder
 * that has it. Throws `config_invalid` when none does.
 */
export function loadPrompt(folders: readonly string[], name: string): PromptTemplate {
  const [id = '', wanted] = name.split('@');
  for (const folder of folders) {
    const versions = listVersions(folder, id);
    const version = wanted === undefined ? Math.max(...versions) : Number(wanted.replace(/^v/, ''));
    if (!versions.includes(version)) continue;
    const file = join(folder, id, `v${version}.md`);
    const prompt = parsePrompt(readFileSync(file, 'utf8'), file);
    if (prompt.id === id && prompt.version === version) return prompt;
    throw new AppError({
      code: 'config_invalid',
      message: `prompt ${file}: its front matter says ${prompt.id} v${prompt.version}`,
    });
  }
  const version = wanted === undefined ? 'v1.md' : `v${wanted.replace(/^v/, '')}.md`;
  throw new AppError({
    code: 'config_invalid',
    message: `no prompt is called "${name}": ${folders.map((folder) => join(folder, id)).join(' and ')} has no ${version}`,
  });
}
