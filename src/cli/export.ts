import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compose } from '../app/compose.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { createLogger, findConfigFile, readConfig } from './environment.ts';
import { readVersion } from './version.ts';

function makeFolder(folder: string): void {
  try {
    mkdirSync(dirname(folder), { recursive: true });
    mkdirSync(folder);
  } catch (cause) {
    const exists = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    const message = exists
      ? `"${folder}" is there already; name another folder`
      : `cannot create "${folder}"`;
    throw new AppError({ code: 'bad_request', message, cause });
  }
}

/** `export INCIDENT`: an incident of the store, with what its sources know of it, as a bundle on disk. */
export async function exportToFolder(
  incident: string,
  options: { readonly config?: string; readonly out?: string },
): Promise<number> {
  const config = readConfig(findConfigFile(options.config));
  const bridge = await compose(config, {
    fetch,
    clock: systemClock,
    log: createLogger('warn'),
    print: (text) => void process.stdout.write(text),
    version: readVersion(),
  });
  try {
    const { files, gaps } = await bridge.exportIncident(incident, new AbortController().signal);
    const folder = options.out ?? `incident-${incident}`;
    makeFolder(folder);
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    for (const gap of gaps) process.stderr.write(`not in it: ${gap}\n`);
    process.stdout.write(`${folder}: ${[...files.keys()].join(', ')}\n`);
    return 0;
  } finally {
    await bridge.stop();
  }
}
