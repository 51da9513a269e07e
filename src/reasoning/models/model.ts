import { z } from 'zod';
import { duration } from '../../config/fields.ts';
import type { Culprit, Hypothesis } from '../../domain/hypothesis.ts';
import type { ModelQuestion } from '../../domain/model-question.ts';
import type { RenderedPrompt } from '../prompt/render-prompt.ts';
import { type Capabilities, capabilityOptions } from './capabilities.ts';
import type { Price, TokenUsage } from './prices.ts';

export interface ModelAnswer {
  readonly hypothesis: Hypothesis;
  readonly culprit: Culprit;
  /** What it asks back; empty where the prompt allows no questions. */
  readonly questions: readonly ModelQuestion[];
  readonly usage: TokenUsage;
}

/**
 * A model that explains. `ask` throws AppError `model_*`; it asks once and retries nothing.
 */
export interface Model {
  readonly name: string;
  readonly type: string;
  /** The provider's id of the model. */
  readonly model: string;
  /** Null when it is not known what a call costs; zero for a model in the building. */
  readonly price: Price | null;
  readonly maxOutputTokens: number;
  readonly capabilities: Capabilities;
  /** Whether it runs in the building: alerts may be kept from all others. */
  readonly local: boolean;
  readonly ask: (prompt: RenderedPrompt, signal: AbortSignal) => Promise<ModelAnswer>;
}

export interface ModelDeps {
  readonly fetch: typeof fetch;
}

/** The shape of every provider's file. `Config` has the fields besides `name` and `type`. */
export interface ModelAdapter<Config extends z.ZodObject = z.ZodObject> {
  readonly id: string;
  readonly Config: Config;
  readonly create: (name: string, config: z.output<Config>, deps: ModelDeps) => Model;
}

/** Options that every provider has. */
export const commonModelOptions = {
  timeout: duration('How long one answer may take; then the next model is asked.').prefault('60s'),
  max_output_tokens: z
    .int()
    .min(256)
    .default(4000)
    .meta({ description: 'Most tokens an answer may have, its reasoning included.' }),
  local: z.boolean().default(false).meta({
    description: 'Whether it runs in the building, and may see what redaction.policies keep in it.',
  }),
  ...capabilityOptions,
  price: z
    .strictObject({
      input: z.number().min(0).meta({ description: 'Input tokens.' }),
      cached_input: z.number().min(0).meta({ description: "Input tokens read from the provider's cache." }),
      output: z.number().min(0).meta({ description: 'Output tokens.' }),
    })
    .optional()
    .meta({ description: 'US dollars for a million tokens, if they differ from the list price.' }),
};

/** A price as the configuration writes it. */
export function readPrice(
  given: { readonly input: number; readonly cached_input: number; readonly output: number } | undefined,
): Price | null {
  return given === undefined
    ? null
    : { input: given.input, cachedInput: given.cached_input, output: given.output };
}
