import type { LanguageModelV4 } from '@ai-sdk/provider';
import { generateText, type ModelMessage, NoObjectGeneratedError, Output } from 'ai';
import type { RenderedPrompt } from '../prompt/render-prompt.ts';
import { isEnglish } from './answer-language.ts';
import { describeSchema, splitAnswer, toAnswerSchema } from './answer-schema.ts';
import type { Capabilities } from './capabilities.ts';
import type { ModelAnswer } from './model.ts';
import { type AskedModel, classifyModelError, toUsage } from './model-errors.ts';
import { salvage } from './repair.ts';

export interface AskOptions extends AskedModel {
  readonly maxOutputTokens: number;
  readonly capabilities: Capabilities;
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

/** The stable part first, marked for the provider's cache where the provider wants a mark. */
function toRequest(prompt: RenderedPrompt, { jsonSchema, systemRole }: Capabilities) {
  const system = jsonSchema ? prompt.system : `${prompt.system}\n\n${describeSchema(prompt.mayAsk)}`;
  if (!systemRole) return { messages: toMessages({ ...prompt, user: `${system}\n\n${prompt.user}` }) };
  const cached = { anthropic: { cacheControl: { type: 'ephemeral' as const } } };
  return {
    instructions: { role: 'system' as const, content: system, providerOptions: cached },
    messages: toMessages(prompt),
  };
}

/** The answer in what the model wrote; null when it is none, is cut off or refused, or cannot be read by the checks. */
function toAnswer(
  { text, finishReason, usage }: NoObjectGeneratedError,
  mayAsk: boolean,
): ModelAnswer | null {
  const answer = finishReason === 'stop' && text !== undefined ? salvage(text, mayAsk) : null;
  if (answer === null || !isEnglish(answer.hypothesis)) return null;
  return { ...answer, usage: toUsage(usage) };
}

/** One structured answer from any provider, with native structured output, no retries, and a hard limit in time. */
export async function askLanguageModel(
  languageModel: LanguageModelV4,
  prompt: RenderedPrompt,
  options: AskOptions & { readonly signal: AbortSignal },
): Promise<ModelAnswer> {
  const { capabilities } = options;
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const common = {
    model: languageModel,
    ...toRequest(prompt, capabilities),
    maxOutputTokens: options.maxOutputTokens,
    maxRetries: 0,
    abortSignal: AbortSignal.any([timeout, options.signal]),
    // What has the same beginning is sent to where it is cached.
    providerOptions: { openai: { promptCacheKey: prompt.cacheKey } },
  };
  try {
    if (!capabilities.jsonSchema) {
      const { text, usage, finishReason, response } = await generateText(common);
      throw new NoObjectGeneratedError({ text, usage, finishReason, response });
    }
    const schema = toAnswerSchema(prompt.mayAsk);
    const output = Output.object({ schema, name: 'hypothesis' });
    const result = await generateText({ ...common, output });
    const { text, usage, finishReason, response } = result;
    // Anthropic refuses without a word, for which the library has no error of its own.
    if (finishReason === 'content-filter')
      throw new NoObjectGeneratedError({ usage, finishReason, response });
    const answer = splitAnswer(result.output);
    if (!isEnglish(answer.hypothesis))
      throw new NoObjectGeneratedError({ text, usage, finishReason, response });
    return { ...answer, usage: toUsage(usage) };
  } catch (thrown) {
    const answer = NoObjectGeneratedError.isInstance(thrown) ? toAnswer(thrown, prompt.mayAsk) : null;
    if (answer !== null) return answer;
    throw classifyModelError(thrown, options, timeout);
  }
}
