import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { z } from 'zod';
import { httpUrl, secret } from '../../config/fields.ts';
import { askLanguageModel } from './ask-language-model.ts';
import { commonModelOptions, type ModelAdapter, readPrice } from './model.ts';

const Config = z.strictObject({
  model: z.string().min(1).meta({ description: 'The id under which the server knows the model.' }),
  base_url: httpUrl("Address of the server's OpenAI-like API, such as http://localhost:11434/v1 for Ollama."),
  api_key: secret('API key, if the server wants one.').optional(),
  ...commonModelOptions,
});

const free = { input: 0, cachedInput: 0, output: 0 };

/** Ollama, vLLM, LiteLLM and everything else that speaks OpenAI's chat completions. */
export const openaiCompatible: ModelAdapter<typeof Config> = {
  id: 'openai-compatible',
  Config,
  create: (name, config, deps) => {
    const { model, timeout: timeoutMs, max_output_tokens: maxOutputTokens } = config;
    const provider = createOpenAICompatible({
      name,
      baseURL: config.base_url,
      supportsStructuredOutputs: true,
      fetch: deps.fetch,
      ...(config.api_key === undefined ? {} : { apiKey: config.api_key.reveal() }),
    });
    return {
      name,
      type: 'openai-compatible',
      model,
      price: readPrice(config.price) ?? free,
      maxOutputTokens,
      local: config.local,
      ask: (prompt, signal) =>
        askLanguageModel(provider(model), prompt, { name, model, timeoutMs, maxOutputTokens, signal }),
    };
  },
};
