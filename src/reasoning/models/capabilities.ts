import { z } from 'zod';

/** In what models differ: what is asked of one is fitted to this, without a word about who made it. */
export interface Capabilities {
  /** Whether the provider holds the answer to a JSON schema; else the schema goes along as text. */
  readonly jsonSchema: boolean;
  /** Whether there is a system role; else its text stands first in the user's message. */
  readonly systemRole: boolean;
  /** Tokens that the prompt and the answer have together. */
  readonly contextTokens: number;
  /** Whether it may ask back by default: small models ask much and learn little from it. */
  readonly asksBack: boolean;
}

type Row = readonly [pattern: RegExp, capabilities: Partial<Capabilities>];

const hosted: Capabilities = { jsonSchema: true, systemRole: true, contextTokens: 200_000, asksBack: true };
const unknown: Capabilities = { jsonSchema: true, systemRole: true, contextTokens: 32_000, asksBack: false };

/** What is known by the model's id, the first that fits. Context lengths are those that the makers promise at least. */
const rows: readonly Row[] = [
  [/^claude-haiku/, { asksBack: false }],
  [/^gpt-[\d.]+-(?:luna|mini|nano)/, { asksBack: false }],
  [/^(?:claude|gpt)-/, {}],
  // The chat templates of Gemma 1 and 2 refuse a system turn.
  [/^gemma:?-?2?(?:[:-]|$)/, { systemRole: false, contextTokens: 8000 }],
  [/^(?:phi|tinyllama|smollm|stablelm)/, { contextTokens: 4000 }],
  [/^(?:llama2|mistral:7b)/, { contextTokens: 8000 }],
];

export interface CapabilityOptions {
  readonly json_schema?: boolean | undefined;
  readonly system_role?: boolean | undefined;
  readonly context_tokens?: number | undefined;
  readonly ask_back?: boolean | undefined;
}

/** What a model can: by its id, unless the configuration says otherwise. */
export function decideCapabilities(
  model: string,
  kind: 'hosted' | 'unknown',
  given: CapabilityOptions,
): Capabilities {
  const base = kind === 'hosted' ? hosted : unknown;
  const known = rows.find(([pattern]) => pattern.test(model))?.[1] ?? {};
  return {
    jsonSchema: given.json_schema ?? known.jsonSchema ?? base.jsonSchema,
    systemRole: given.system_role ?? known.systemRole ?? base.systemRole,
    contextTokens: given.context_tokens ?? known.contextTokens ?? base.contextTokens,
    asksBack: given.ask_back ?? known.asksBack ?? base.asksBack,
  };
}

/** An answer takes at most this share of the context; the rest is for the question. */
const answerShare = 1 / 3;

/** The most tokens that an answer may have in this context. */
export function fitOutputTokens(wanted: number, { contextTokens }: Capabilities): number {
  return Math.min(wanted, Math.floor(contextTokens * answerShare));
}

export const capabilityOptions = {
  json_schema: z.boolean().optional().meta({
    description: 'Whether the server holds answers to a JSON schema; without it the schema is told in words.',
  }),
  system_role: z.boolean().optional().meta({ description: 'Whether it knows a system role.' }),
  context_tokens: z.int().min(2000).optional().meta({
    description: 'Tokens of prompt and answer together; what has no room is left out, and said to be.',
  }),
  ask_back: z.boolean().optional().meta({
    description: 'Whether it may ask back, see reasoning.ask_back; by default only larger models may.',
  }),
};
