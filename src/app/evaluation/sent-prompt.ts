import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** The parts of a request to Anthropic's Messages API that a model reads. */
export interface SentPrompt {
  readonly system: string;
  /** The JSON schema of the answer. */
  readonly schema: string;
  readonly user: string;
}

interface AnthropicRequest {
  readonly system: readonly { readonly text: string }[];
  readonly messages: readonly { readonly content: readonly { readonly text: string }[] }[];
  readonly output_config?: { readonly format?: { readonly schema?: unknown } };
}

/** Takes apart a request that this program itself has made. */
export function readSentPrompt(body: string): SentPrompt {
  const { system, messages, output_config: output } = JSON.parse(body) as AnthropicRequest;
  return {
    system: system.map(({ text }) => text).join('\n'),
    schema: JSON.stringify(output?.format?.schema ?? {}),
    user: messages.flatMap(({ content }) => content.map(({ text }) => text)).join('\n\n'),
  };
}

/**
 * Tokens of the part that is the same for every incident, and of the other one, by the encoding o200k_base: no provider
 * publishes a newer one, and the counts of others are near it.
 */
export function countPromptTokens({ system, schema, user }: SentPrompt): {
  readonly stable: number;
  readonly user: number;
} {
  return { stable: countTokens(system) + countTokens(schema), user: countTokens(user) };
}

export function countAnswerTokens(text: string): number {
  return countTokens(text);
}
