import { formatProblems, parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { AppError } from '../domain/errors.ts';
import { configOptions, findConfigFile, readConfig } from './environment.ts';

/** Where a provider's key usually is. */
const keyVariables: Readonly<Record<string, string>> = {
  anthropic: 'ANTHROPIC_API_KEY',
  openai: 'OPENAI_API_KEY',
};

export interface ModelConfigOptions {
  /** A model's name in the configuration, or `anthropic:<id>` or `openai:<id>`. */
  readonly model: string;
  readonly prompt: string | undefined;
  /** Questions that may be asked back; undefined for what is usual. */
  readonly questions: number | undefined;
  readonly config: string | undefined;
  /** Whether no provider will see the key. */
  readonly replayed: boolean;
}

function findProvider({ model, replayed }: ModelConfigOptions): Record<string, string> | null {
  const colon = model.indexOf(':');
  const type = model.slice(0, Math.max(0, colon));
  const variable = keyVariables[type];
  if (variable === undefined) return null;
  const key = replayed ? 'replayed' : process.env[variable];
  if (!key)
    throw new AppError({
      code: 'config_invalid',
      message: `set ${variable}, or name a model of the configuration`,
    });
  return { type, name: type, model: model.slice(colon + 1), api_key: key };
}

function parse(folder: string, reasoning: Readonly<Record<string, unknown>>): Config {
  const parsed = parseConfig(
    JSON.stringify({
      storage: { path: ':memory:' },
      evidence: { deadline: '60s', collectors: [{ type: 'bundle', path: folder }] },
      reasoning,
      notifiers: [{ type: 'console' }],
      route: { notifiers: ['console'] },
    }),
    { ...configOptions, env: {} },
  );
  if (parsed.ok) return parsed.config;
  throw new AppError({ code: 'config_invalid', message: formatProblems('eval', parsed.problems) });
}

/** The configuration that asks one model about a bundle: without limits, and nothing is answered from a cache. */
export function toModelConfig(folder: string, options: ModelConfigOptions): Config {
  const provider = findProvider(options);
  const own = provider === null ? readConfig(findConfigFile(options.config)) : null;
  const named = own?.reasoning.models.filter(({ name }) => name === options.model) ?? [];
  if (own !== null && named.length === 0) {
    const names = own.reasoning.models.map(({ name }) => name).join(', ') || 'none';
    throw new AppError({
      code: 'bad_request',
      message: `the configuration has no model "${options.model}" (it has ${names}); write anthropic:<id> or openai:<id> for one that it has not`,
    });
  }
  const base = parse(folder, {
    max_calls_per_minute: 1_000_000,
    max_tokens_per_incident: 10_000_000,
    cache_ttl: '0s',
    ...(provider === null ? {} : { models: [provider] }),
    ...(options.prompt === undefined ? {} : { prompt: options.prompt }),
    ...(options.questions === undefined ? {} : { ask_back: { questions: options.questions } }),
  });
  const { prompt_folder: promptFolder } = own?.reasoning ?? {};
  const models = provider === null ? named : base.reasoning.models;
  const reasoning = {
    ...base.reasoning,
    models,
    ...(promptFolder === undefined ? {} : { prompt_folder: promptFolder }),
  };
  return { ...base, reasoning, ...(own === null ? {} : { redaction: own.redaction }) };
}
