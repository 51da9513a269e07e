import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { renderChangesPage } from './docs/changes-page.ts';
import { renderCliPage } from './docs/cli-page.ts';
import { renderCommandsPage } from './docs/commands-page.ts';
import { renderConfigPage, renderConfigSchema } from './docs/config-page.ts';
import { renderErrorsPage } from './docs/errors-page.ts';
import { renderMetricsPage } from './docs/metrics-page.ts';
import { renderWebhookPage } from './docs/webhook-page.ts';

/** Every file of `docs/` that is written from code, and what writes it. */
const pages: Readonly<Record<string, () => string>> = {
  'config.schema.json': renderConfigSchema,
  'configuration.md': renderConfigPage,
  'changes.md': renderChangesPage,
  'cli.md': renderCliPage,
  'commands.md': renderCommandsPage,
  'errors.md': renderErrorsPage,
  'metrics.md': renderMetricsPage,
  'webhook-notifier.md': renderWebhookPage,
};

export const docsFolder = fileURLToPath(new URL('../docs', import.meta.url));

/** The names of the files in a folder that are not what the code says now, or not there. */
export function listStaleDocs(folder: string): readonly string[] {
  return Object.entries(pages).flatMap(([name, render]) => {
    const file = `${folder}/${name}`;
    return existsSync(file) && readFileSync(file, 'utf8') === render() ? [] : [name];
  });
}

export function writeDocs(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, render] of Object.entries(pages)) writeFileSync(`${folder}/${name}`, render());
}

/** `--check` writes nothing, and fails if there is something to write. */
function main(args: readonly string[]): number {
  if (!args.includes('--check')) {
    writeDocs(docsFolder);
    return 0;
  }
  const stale = listStaleDocs(docsFolder);
  for (const name of stale) {
    console.error(`docs/${name} is not what the code says; run: node scripts/generate-docs.ts`);
  }
  return stale.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
