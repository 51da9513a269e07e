import { AsyncLocalStorage } from 'node:async_hooks';
import type { Logger } from 'pino';
import type { Clock } from '../domain/clock.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { redactText } from '../redaction/redact.ts';
import { finishEgress, insertEgress, type SentRequest } from '../storage/egress.ts';
import type { Commit } from '../storage/group-commit.ts';

export interface EgressDeps {
  readonly commit: Commit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly createId: () => string;
}

/** Who is called: which kind, what it is called here, and the credentials that are not to be kept. */
export interface Destination {
  readonly kind: 'model' | 'notifier';
  readonly name: string;
  readonly credentials: readonly string[];
}

/** Keeps everything that leaves for models and notifiers, with the incident that it left for. */
export interface Egress {
  /** What is sent while `work` runs belongs to this incident. */
  readonly within: <T>(incidentId: string, work: () => Promise<T>) => Promise<T>;
  /** A `fetch` that keeps what goes through it. */
  readonly recordFetch: (destination: Destination, send: typeof fetch) => typeof fetch;
  /** The same for what is printed. */
  readonly recordPrint: (destination: Destination, print: (text: string) => void) => (text: string) => void;
  /** Resolves when everything that was sent so far is written down. */
  readonly settle: () => Promise<void>;
}

/** More of an answer than any model or vendor gives. */
const keptAnswerCharacters = 1_000_000;

/** Shorter ones cannot be told from other text. */
const shortestCredential = 6;

/** A credential as it is, in JSON, and in a URL or a form. */
function spellings(credential: string): readonly string[] {
  return [credential, JSON.stringify(credential).slice(1, -1), encodeURIComponent(credential)];
}

function withoutCredentials(text: string, { credentials }: Destination): string {
  return credentials
    .filter((one) => one.length >= shortestCredential)
    .flatMap(spellings)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, one) => rest.replaceAll(one, '[credential]'), text);
}

async function readBody(body: unknown): Promise<string | null> {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ReadableStream) return '[a stream, not kept]';
  // Bytes that are no text, such as a picture.
  if (body instanceof Uint8Array) return `base64:${Buffer.from(body).toString('base64')}`;
  return new Response(body as ConstructorParameters<typeof Response>[0]).text();
}

/** The same response, whose text is also given to `done` when it has been read, given up or broken off. */
function tap(response: Response, done: (text: string) => void): Response {
  if (response.body === null) {
    done('');
    return response;
  }
  const decoder = new TextDecoder();
  let text = '';
  const reader = response.body.getReader();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done: ended, value } = await reader.read();
        if (ended) {
          done(text);
          controller.close();
          return;
        }
        if (text.length < keptAnswerCharacters) text += decoder.decode(value, { stream: true });
        controller.enqueue(value);
      } catch (thrown) {
        done(text);
        controller.error(thrown);
      }
    },
    cancel: async (reason) => {
      done(text);
      await reader.cancel(reason);
    },
  });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

/** Keeps egress in the store. A model is not asked when that cannot be written down; a message is sent all the same. */
export function createEgress(deps: EgressDeps): Egress {
  const { commit, clock, log, createId } = deps;
  const current = new AsyncLocalStorage<string>();
  const writing = new Set<Promise<unknown>>();

  function track(work: Promise<unknown>): void {
    const tracked = work.catch((thrown: unknown) => {
      log.error({ code: toAppError(thrown).code, err: thrown }, 'what left could not be written down');
    });
    writing.add(tracked);
    void tracked.finally(() => writing.delete(tracked));
  }

  async function write(sent: SentRequest): Promise<boolean> {
    try {
      await commit((db) => insertEgress(db, sent));
      return true;
    } catch (cause) {
      log.error({ kind: sent.kind, name: sent.name, err: cause }, 'what leaves could not be written down');
      if (sent.kind === 'notifier') return false;
      throw new AppError({
        code: 'storage_unavailable',
        message: `${sent.name} was not asked: the store did not take what would have left`,
        cause,
      });
    }
  }

  return {
    within: (incidentId, work) => current.run(incidentId, work),
    recordFetch: (destination, send) => async (input, init) => {
      const id = createId();
      const url = input instanceof Request ? input.url : String(input);
      const body = await readBody(init?.body);
      const clean = (text: string): string => withoutCredentials(text, destination);
      const written = await write({
        id,
        incidentId: current.getStore() ?? null,
        kind: destination.kind,
        name: destination.name,
        method: init?.method ?? 'GET',
        url: redactText(clean(url)),
        body: body === null ? null : clean(body),
        sentAtMs: clock.now(),
      });
      const finish = (status: number | null, answer: string | null, error: string | null): void => {
        if (!written) return;
        const kept = answer === null ? null : clean(answer).slice(0, keptAnswerCharacters);
        const answered = { id, answeredAtMs: clock.now(), status, answer: kept, error };
        track(commit((db) => finishEgress(db, answered)));
      };
      try {
        const response = await send(input, init);
        return tap(response, (text) => finish(response.status, text, null));
      } catch (thrown) {
        finish(null, null, clean(toAppError(thrown).message));
        throw thrown;
      }
    },
    recordPrint: (destination, print) => (text) => {
      const { kind, name } = destination;
      const incidentId = current.getStore() ?? null;
      const sent: SentRequest = {
        ...{ id: createId(), incidentId, kind, name },
        ...{ method: 'PRINT', url: 'terminal:', body: text, sentAtMs: clock.now() },
      };
      track(commit((db) => insertEgress(db, sent)));
      print(text);
    },
    settle: async () => {
      while (writing.size > 0) await Promise.all(writing);
    },
  };
}
