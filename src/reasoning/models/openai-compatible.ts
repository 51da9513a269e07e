import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { z } from 'zod';
import { httpUrl, secret } from '../../config/fields.ts';
import { originOf } from '../../domain/secret.ts';
import { askLanguageModel } from './ask-language-model.ts';
import { decideCapabilities, fitOutputTokens } from './capabilities.ts';
import { commonModelOptions, type ModelAdapter, readPrice } from './model.ts';

const Config = z.strictObject({
  model: z.string().min(1).meta({ description: 'The id under which the server knows the model.' }),
  base_url: httpUrl("Address of the server's OpenAI-like API, such as http://localhost:11434/v1 for Ollama."),
  api_key: secret('API key, if the server wants one.').optional(),
  api_key_header: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'expected the name of a header')
    .optional()
    .meta({
      description:
        'Header that carries the key instead of "Authorization: Bearer", such as api-key at Azure.',
    }),
  query: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Parameters of every request, such as api-version at Azure.' }),
  ...commonModelOptions,
});

/** The key where the server looks for it. */
function toKeyOptions(key: string | undefined, header: string | undefined) {
  if (key === undefined) return {};
  return header === undefined ? { apiKey: key } : { headers: { [header]: key } };
}

const free = { input: 0, cachedInput: 0, output: 0 };

/** Ollama, vLLM, LiteLLM and everything else that speaks OpenAI's chat completions. */
export const openaiCompatible: ModelAdapter<typeof Config> = {
  id: 'openai-compatible',
  Config,
  create: (name, config, deps) => {
    const { model, timeout: timeoutMs } = config;
    const capabilities = decideCapabilities(model, 'unknown', config);
    const maxOutputTokens = fitOutputTokens(config.max_output_tokens, capabilities);
    const provider = createOpenAICompatible({
      name,
      baseURL: config.base_url,
      supportsStructuredOutputs: true,
      fetch: deps.fetch,
      ...(Object.keys(config.query).length === 0 ? {} : { queryParams: config.query }),
      ...toKeyOptions(config.api_key?.reveal(), config.api_key_header),
    });
    const keyOrigin = config.api_key === undefined ? null : originOf(config.api_key);
    const asked = { name, model, timeoutMs, maxOutputTokens, capabilities, keyOrigin };
    return {
      name,
      type: 'openai-compatible',
      model,
      price: readPrice(config.price) ?? free,
      maxOutputTokens,
      capabilities,
      local: config.local,
      ask: (prompt, signal) => askLanguageModel(provider(model), prompt, { ...asked, signal }),
    };
  },
};
