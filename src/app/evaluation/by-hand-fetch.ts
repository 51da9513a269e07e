import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countAnswerTokens, countPromptTokens, readSentPrompt, type SentPrompt } from './sent-prompt.ts';

/** A `fetch` whose answers people write into files. */
export interface ByHandFetch {
  readonly fetch: typeof fetch;
  /** Says which incident the next calls are about. */
  readonly begin: (bundle: string) => void;
  /** Prompts without an answer since `begin`. */
  readonly waiting: () => readonly string[];
}

function toPromptFile({ system, schema, user }: SentPrompt): string {
  return `${system}\n\nAnswer with one JSON object that follows this schema, and nothing else:\n${schema}\n\n${user}\n`;
}

/** As Anthropic's Messages API answers. */
function toMessage(prompt: SentPrompt, text: string): Response {
  const { stable, user } = countPromptTokens(prompt);
  return Response.json({
    id: 'msg_by_hand',
    type: 'message',
    role: 'assistant',
    model: 'by-hand',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: stable + user, output_tokens: countAnswerTokens(text) },
  });
}

/**
 * Writes every prompt to `<bundle>-<hash>.prompt.md` in a folder and answers with what stands beside it in
 * `<bundle>-<hash>.answer.json`. Other words in the prompt make another hash, so that no answer serves a prompt that it was
 * not given to. Without an answer the call is refused.
 */
export function createByHandFetch(folder: string): ByHandFetch {
  mkdirSync(folder, { recursive: true });
  let bundle = 'incident';
  let waiting: string[] = [];
  return {
    fetch: (_, init) => {
      const prompt = readSentPrompt(String(init?.body));
      const text = toPromptFile(prompt);
      const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
      const name = join(folder, `${bundle}-${hash}`);
      writeFileSync(`${name}.prompt.md`, text);
      const answer = `${name}.answer.json`;
      if (existsSync(answer)) return Promise.resolve(toMessage(prompt, readFileSync(answer, 'utf8')));
      waiting.push(answer);
      const error = { type: 'error', error: { type: 'invalid_request_error', message: `no ${answer} yet` } };
      return Promise.resolve(Response.json(error, { status: 400 }));
    },
    begin: (name) => {
      bundle = name;
      waiting = [];
    },
    waiting: () => waiting,
  };
}
