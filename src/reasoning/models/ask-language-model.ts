import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, NoObjectGeneratedError, Output } from 'ai';
import { Hypothesis } from '../../domain/hypothesis.ts';
import type { RenderedPrompt } from '../prompt/render-prompt.ts';
import type { ModelAnswer } from './model.ts';
import { type AskedModel, classifyModelError } from './model-errors.ts';

export interface AskOptions extends AskedModel {
  readonly maxOutputTokens: number;
}

// The library prints its warnings to the terminal; what matters comes back as an error.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

/** One structured answer from any provider, with native structured output, no retries, and a hard limit in time. */
export async function askLanguageModel(
  languageModel: LanguageModelV4,
  prompt: RenderedPrompt,
  options: AskOptions & { readonly signal: AbortSignal },
): Promise<ModelAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  try {
    const result = await generateText({
      model: languageModel,
      instructions: {
        role: 'system',
        content: prompt.system,
        providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } },
      },
      prompt: prompt.user,
      output: Output.object({ schema: Hypothesis, name: 'hypothesis' }),
      maxOutputTokens: options.maxOutputTokens,
      maxRetries: 0,
      abortSignal: AbortSignal.any([timeout, options.signal]),
    });
    const { usage, finishReason, response } = result;
    // Anthropic refuses without a word, for which the library has no error of its own.
    if (finishReason === 'content-filter')
      throw new NoObjectGeneratedError({ usage, finishReason, response });
    return {
      hypothesis: result.output,
      usage: {
        inputTokens: usage.inputTokens ?? 0,
        cachedInputTokens: usage.inputTokenDetails.cacheReadTokens ?? 0,
        outputTokens: usage.outputTokens ?? 0,
      },
    };
  } catch (thrown) {
    throw classifyModelError(thrown, options, timeout);
  }
}
