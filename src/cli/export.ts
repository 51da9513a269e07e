import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Bridge, compose } from '../app/compose.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { verdictsOnAnalysis } from '../domain/review.ts';
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

export interface ExportOptions {
  readonly config?: string;
  readonly out?: string;
  readonly judged?: string;
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  makeFolder(folder);
  for (const [name, text] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** The incidents that are wanted, each with the folder that it goes to. */
async function listWanted(
  bridge: Pick<Bridge, 'listJudged'>,
  incident: string | undefined,
  { judged, out }: ExportOptions,
): Promise<readonly (readonly [id: string, folder: string])[]> {
  if (incident !== undefined && judged === undefined) return [[incident, out ?? `incident-${incident}`]];
  const judgement = verdictsOnAnalysis.find((one) => one === judged);
  if (incident !== undefined || judgement === undefined) {
    const message = `name an incident, or --judged ${verdictsOnAnalysis.join('|')}`;
    throw new AppError({ code: 'bad_request', message });
  }
  const ids = await bridge.listJudged(judgement);
  if (ids.length > 0) return ids.map((id) => [id, join(out ?? `judged-${judgement}`, `incident-${id}`)]);
  throw new AppError({ code: 'not_found', message: `nobody has judged an explanation "${judgement}"` });
}

/**
 * `export INCIDENT`: an incident of the store, with what its sources know of it, as a bundle on disk. `export --judged
 * wrong`: all whose explanation people called wrong, as a set for `eval`.
 */
export async function exportToFolder(incident: string | undefined, options: ExportOptions): Promise<number> {
  const config = readConfig(findConfigFile(options.config));
  const bridge = await compose(config, {
    fetch,
    clock: systemClock,
    log: createLogger('warn'),
    print: (text) => void process.stdout.write(text),
    version: readVersion(),
  });
  try {
    for (const [id, folder] of await listWanted(bridge, incident, options)) {
      const { files, gaps } = await bridge.exportIncident(id, new AbortController().signal);
      writeFiles(folder, files);
      for (const gap of gaps) process.stderr.write(`not in it: ${gap}\n`);
      process.stdout.write(`${folder}: ${[...files.keys()].join(', ')}\n`);
    }
    if (options.judged !== undefined)
      process.stdout.write(
        'write into the truth.json of each what it was: {"service": …, "change": … or "none"}\n',
      );
    return 0;
  } finally {
    await bridge.stop();
  }
}
