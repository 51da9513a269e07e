import { readFileSync } from 'node:fs';
import { compose } from '../app/compose.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { toEnrichAnswer } from '../server/enrich-answer.ts';
import { createLogger, findConfigFile, readConfig } from './environment.ts';
import { readVersion } from './version.ts';

function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'bad_request',
      message: `cannot read "${file}"; name a file with an alert, or -`,
      cause,
    });
  }
}

/** `enrich FILE|-`: explains one alert (or a webhook body, or a list) and prints what `POST /enrich` would answer. */
export async function enrichFile(file: string, options: { readonly config?: string }): Promise<number> {
  const config = readConfig(findConfigFile(options.config));
  const body = readInput(file);
  const bridge = await compose(
    { ...config, storage: { ...config.storage, url: undefined, path: ':memory:' } },
    {
      fetch,
      clock: systemClock,
      log: createLogger('warn'),
      print: (text) => void process.stdout.write(text),
      version: readVersion(),
    },
  );
  try {
    const enrichments = await bridge.enrich(body, new AbortController().signal);
    process.stdout.write(`${JSON.stringify(toEnrichAnswer(JSON.parse(body), enrichments), null, 2)}\n`);
    return 0;
  } finally {
    await bridge.stop();
  }
}
