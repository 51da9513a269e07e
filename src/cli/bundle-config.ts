import { formatProblems, parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { AppError } from '../domain/errors.ts';
import { configOptions, findConfigFile, readConfig } from './environment.ts';

/** The configuration that looks at one bundle: nothing is kept, nothing is sent, and with `offline` no model is asked. */
export function toBundleConfig(
  folder: string,
  options: { readonly offline: boolean; readonly config?: string },
): Config {
  const parsed = parseConfig(
    JSON.stringify({
      storage: { path: ':memory:' },
      evidence: { deadline: '60s', collectors: [{ type: 'bundle', path: folder }] },
      notifiers: [{ type: 'console' }],
      route: { notifiers: ['console'] },
    }),
    configOptions,
  );
  if (!parsed.ok)
    throw new AppError({ code: 'config_invalid', message: formatProblems('bundle', parsed.problems) });
  if (options.offline) return parsed.config;
  const own = readConfig(findConfigFile(options.config));
  return { ...parsed.config, reasoning: own.reasoning, redaction: own.redaction, tracing: own.tracing };
}
