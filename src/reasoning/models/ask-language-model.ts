import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, type ModelMessage, NoObjectGeneratedError, Output } from 'ai';
import { Hypothesis } from '../../domain/hypothesis.ts';
import type { RenderedPrompt } from '../prompt/render-prompt.ts';
import type { ModelAnswer } from './model.ts';
import { type AskedModel, classifyModelError, toUsage } from './model-errors.ts';
import { salvage } from './repair.ts';

export interface AskOptions extends AskedModel {
  readonly maxOutputTokens: number;
}

// The library prints its warnings to the terminal; what matters comes back as an error.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

function toMessages({ user, repair }: RenderedPrompt): ModelMessage[] {
  if (repair === undefined) return [{ role: 'user', content: user }];
  const problems = repair.problems.map((problem) => `- ${problem}`).join('\n');
  const again = `Your answer is not valid:\n${problems}\nAnswer again with the corrected JSON object and nothing else.`;
  return [
    { role: 'user', content: user },
    { role: 'assistant', content: repair.answer },
    { role: 'user', content: again },
  ];
}

/** An answer that was right but for the words around it. One that was cut off or refused is none. */
function toSaved({ text, finishReason, usage }: NoObjectGeneratedError): ModelAnswer | null {
  const hypothesis = finishReason === 'stop' && text !== undefined ? salvage(text) : null;
  return hypothesis === null ? null : { hypothesis, usage: toUsage(usage) };
}

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
      messages: toMessages(prompt),
      output: Output.object({ schema: Hypothesis, name: 'hypothesis' }),
      maxOutputTokens: options.maxOutputTokens,
      maxRetries: 0,
      abortSignal: AbortSignal.any([timeout, options.signal]),
    });
    const { usage, finishReason, response } = result;
    // Anthropic refuses without a word, for which the library has no error of its own.
    if (finishReason === 'content-filter')
      throw new NoObjectGeneratedError({ usage, finishReason, response });
    return { hypothesis: result.output, usage: toUsage(usage) };
  } catch (thrown) {
    const saved = NoObjectGeneratedError.isInstance(thrown) ? toSaved(thrown) : null;
    if (saved !== null) return saved;
    throw classifyModelError(thrown, options, timeout);
  }
}
