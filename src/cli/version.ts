import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the package: it holds `package.json`, `prompts/` and `demo/`. */
export const packageFolder = fileURLToPath(new URL('../..', import.meta.url));

export function readVersion(): string {
  const text = readFileSync(`${packageFolder}/package.json`, 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

/** How this program is called here: in a checkout it is not on the PATH. */
export function commandName(): string {
  return existsSync(`${packageFolder}src`) ? 'npm run -s bridge --' : 'llm-alert-bridge';
}
