import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type NumberedBody, numberedBody } from './numbered-alerts.ts';
import type { Random } from './random.ts';

/** How Alertmanager waits between two attempts, but quicker. */
const retryMs = 20;
const answerTimeoutMs = 10_000;

export interface SenderOptions {
  /** Goes before the numbers, so that no two senders share one. */
  readonly name: string;
  /** Where to send the next attempt; the replica that it names may be dead. */
  readonly url: () => string;
  readonly random: Random;
  /** The longest pause after an accepted body. */
  readonly pauseMs: number;
  /** Told as soon as the status line of a 2xx has been read. */
  readonly accepted: (body: NumberedBody) => void;
}

export interface Sender {
  /** Sends no new alert; resolves once the last one was accepted. */
  readonly finish: () => Promise<void>;
}

/** The status of the answer; null when there was none. Over one connection that is kept. */
function post(url: string, text: string, agent: Agent): Promise<number | null> {
  return new Promise((resolve) => {
    const call = request(
      `${url}/webhook`,
      {
        agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
        timeout: answerTimeoutMs,
      },
      (response) => {
        resolve(response.statusCode ?? null);
        response.on('error', () => undefined).resume();
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end(text);
  });
}

/**
 * One connection of a client that behaves like Alertmanager: it sends an alert again and again until it was answered
 * with 2xx, resolves some of them later, and sends some notifications twice.
 */
export function startSender(options: SenderOptions): Sender {
  const { random } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const open: string[] = [];
  let ending = false;
  let count = 0;

  async function deliver(number: string, status: NumberedBody['status'], attempt: number): Promise<void> {
    const body = numberedBody(number, status, attempt);
    for (;;) {
      const answer = await post(options.url(), body.text, agent);
      if (answer !== null && answer >= 200 && answer < 300) break;
      await delay(retryMs);
    }
    options.accepted(body);
  }

  async function work(): Promise<void> {
    while (!ending) {
      const over =
        open.length > 3 && random.chance(0.4)
          ? open.splice(random.between(0, open.length - 1), 1)[0]
          : undefined;
      const number = over ?? `${options.name}-${++count}`;
      const status = over === undefined ? 'firing' : 'resolved';
      await deliver(number, status, 1);
      if (random.chance(0.1)) await deliver(number, status, 2);
      if (status === 'firing') open.push(number);
      await delay(random.between(0, options.pauseMs));
    }
    agent.destroy();
  }

  const done = work();
  return {
    finish: () => {
      ending = true;
      return done;
    },
  };
}
