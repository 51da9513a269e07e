import { createOpenAI } from '@ai-sdk/openai';
import { z } from 'zod';
import { httpUrl, secret } from '../../config/fields.ts';
import { originOf } from '../../domain/secret.ts';
import { askLanguageModel } from './ask-language-model.ts';
import { decideCapabilities, fitOutputTokens } from './capabilities.ts';
import { commonModelOptions, type ModelAdapter, readPrice } from './model.ts';
import { findPrice } from './prices.ts';

const Config = z.strictObject({
  model: z.string().min(1).default('gpt-6.1-terra').meta({ description: "OpenAI's id of the model." }),
  api_key: secret('API key.'),
  base_url: httpUrl('Address of the API, for a proxy.').prefault('https://api.openai.com/v1'),
  ...commonModelOptions,
});

/** OpenAI's models, by the Responses API. */
export const openai: ModelAdapter<typeof Config> = {
  id: 'openai',
  Config,
  create: (name, config, deps) => {
    const { model, timeout: timeoutMs } = config;
    const capabilities = decideCapabilities(model, 'hosted', config);
    const maxOutputTokens = fitOutputTokens(config.max_output_tokens, capabilities);
    const provider = createOpenAI({
      apiKey: config.api_key.reveal(),
      baseURL: config.base_url,
      fetch: deps.fetch,
    });
    const keyOrigin = originOf(config.api_key);
    const asked = { name, model, timeoutMs, maxOutputTokens, capabilities, keyOrigin };
    return {
      name,
      type: 'openai',
      model,
      price: readPrice(config.price) ?? findPrice(model),
      maxOutputTokens,
      capabilities,
      local: config.local,
      ask: (prompt, signal) => askLanguageModel(provider(model), prompt, { ...asked, signal }),
    };
  },
};
