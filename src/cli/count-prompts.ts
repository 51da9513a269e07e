import { basename } from 'node:path';
import { median } from 'simple-statistics';
import { analyseBundle } from '../app/analyse-bundle.ts';
import { countPromptTokens, readSentPrompt, type SentPrompt } from '../app/evaluation/sent-prompt.ts';
import { findPrice, type Price, toCostUsd } from '../reasoning/models/prices.ts';
import { createLogger } from './environment.ts';
import { formatTable } from './format-table.ts';
import { toModelConfig } from './model-config.ts';
import { readVersion } from './version.ts';

export interface PromptCostOptions {
  readonly prompt?: string;
  readonly show?: boolean;
}

/** Models whose prices are shown: a large and a small one of each provider. */
const shownModels = ['claude-opus-5-5', 'claude-sonnet-5-5', 'claude-haiku-5-5', 'gpt-6.1-sol', 'gpt-6-luna'];
/** Tokens of an answer as long as the prompt allows. */
const answerTokens = 700;
const usualUsd = '0.03–0.15';

interface BundlePrompt extends SentPrompt {
  readonly bundle: string;
}

/** The exact request that the real path makes of a bundle; nothing is sent. */
async function capture(folder: string, options: PromptCostOptions): Promise<BundlePrompt> {
  const sent: SentPrompt[] = [];
  await analyseBundle(folder, {
    fetch: (_, init) => {
      sent.push(readSentPrompt(String(init?.body)));
      return Promise.resolve(new Response('{}', { status: 400 }));
    },
    log: createLogger('fatal'),
    version: readVersion(),
    configFor: (bundle) =>
      toModelConfig(bundle, {
        ...{ model: 'anthropic:claude-sonnet-5-5', prompt: options.prompt },
        ...{ questions: undefined, config: undefined, replayed: true },
      }),
  });
  const [request] = sent;
  if (request === undefined) throw new Error('no model was asked');
  return { bundle: basename(folder), ...request };
}

function toCosts(inputTokens: number, stableTokens: number): string {
  const rows = shownModels.flatMap((model) => {
    const price = findPrice(model);
    if (price === null) return [];
    const cost = (cachedInputTokens: number, at: Price): string =>
      `$${toCostUsd({ inputTokens, cachedInputTokens, outputTokens: answerTokens }, at).toFixed(5)}`;
    return [[model, cost(0, price), cost(stableTokens, price)]];
  });
  return formatTable(['an incident at', 'without cache', 'with cached prefix'], rows);
}

/** `check prompts --bundle FOLDER…`: what the prompts of incidents on disk are long, and what they cost. */
export async function countPrompts(folders: readonly string[], options: PromptCostOptions): Promise<number> {
  const prompts: BundlePrompt[] = [];
  for (const folder of folders) prompts.push(await capture(folder, options));
  if (options.show === true) {
    for (const { system, user } of prompts) process.stdout.write(`${system}\n\n${user}\n\n`);
    return 0;
  }
  const counted = prompts.map((prompt) => ({ bundle: prompt.bundle, ...countPromptTokens(prompt) }));
  const rows = counted.map(({ bundle, stable, user }) => [
    bundle,
    String(stable),
    String(user),
    String(stable + user),
    `${Math.round((100 * stable) / (stable + user))} %`,
  ]);
  const total = median(counted.map(({ stable, user }) => stable + user));
  const prefixes = new Set(prompts.map(({ system, schema }) => system + schema));
  const stable = counted[0]?.stable ?? 0;
  process.stdout.write(
    `${[
      formatTable(['incident', 'stable prefix', 'incident part', 'input tokens', 'stable share'], rows),
      '',
      `median input: ${total} tokens; the stable prefix is ${prefixes.size === 1 ? 'byte-identical' : 'not the same'} over ${prompts.length} incidents`,
      'counted with the encoding o200k_base; the schema of the answer is counted as part of the prefix',
      '',
      toCosts(total, stable),
      `with an answer of ${answerTokens} tokens; ${usualUsd} USD an alert is usual elsewhere`,
    ].join('\n')}\n`,
  );
  return 0;
}
