import { createAnthropic } from '@ai-sdk/anthropic';
import { z } from 'zod';
import { httpUrl, secret } from '../../config/fields.ts';
import { originOf } from '../../domain/secret.ts';
import { askLanguageModel } from './ask-language-model.ts';
import { decideCapabilities, fitOutputTokens } from './capabilities.ts';
import { commonModelOptions, type ModelAdapter, readPrice } from './model.ts';
import { findPrice } from './prices.ts';

const Config = z.strictObject({
  model: z.string().min(1).default('claude-sonnet-5-5').meta({ description: "Anthropic's id of the model." }),
  api_key: secret('API key.'),
  base_url: httpUrl('Address of the API, for a proxy.').prefault('https://api.anthropic.com/v1'),
  ...commonModelOptions,
});

/** Claude, by Anthropic's Messages API. */
export const anthropic: ModelAdapter<typeof Config> = {
  id: 'anthropic',
  Config,
  create: (name, config, deps) => {
    const { model, timeout: timeoutMs } = config;
    const capabilities = decideCapabilities(model, 'hosted', config);
    const maxOutputTokens = fitOutputTokens(config.max_output_tokens, capabilities);
    const provider = createAnthropic({
      apiKey: config.api_key.reveal(),
      baseURL: config.base_url,
      fetch: deps.fetch,
    });
    const keyOrigin = originOf(config.api_key);
    const asked = { name, model, timeoutMs, maxOutputTokens, capabilities, keyOrigin };
    return {
      name,
      type: 'anthropic',
      model,
      price: readPrice(config.price) ?? findPrice(model),
      maxOutputTokens,
      capabilities,
      local: config.local,
      ask: (prompt, signal) => askLanguageModel(provider(model), prompt, { ...asked, signal }),
    };
  },
};
