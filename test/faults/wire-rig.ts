import { expect } from 'vitest';
import { createFastClock, type FastClock } from '../fast-clock.ts';
import { type ServiceRig, startService, webhookBody } from '../integration/service-rig.ts';

/** Retries wait for seconds and minutes; here they take a fiftieth. What goes over a socket takes its real time. */
const speed = 50;

interface Stoppable {
  stop(): Promise<void>;
}

const running: Stoppable[] = [];

/** Stopped after the test, the last one first. */
export function keep<T extends Stoppable>(server: T): T {
  running.push(server);
  return server;
}

export async function stopAll(): Promise<void> {
  for (const server of running.splice(0).reverse()) await server.stop();
}

export function createTestClock(): FastClock {
  return createFastClock(speed);
}

export async function start(
  config: Readonly<Record<string, unknown>>,
  clock: FastClock = createTestClock(),
): Promise<ServiceRig> {
  return keep(await startService(config, clock));
}

/** Sends an alert, which must be taken in, and answers the incident's id. */
export async function fire(service: ServiceRig, body: unknown = webhookBody()): Promise<string> {
  const { status, json } = await service.post('/webhook', body);
  expect(status).toBe(200);
  return json.incidents?.[0]?.id ?? '';
}

/** Seconds of the service's clock between the first two calls. */
export function waitedSeconds(requests: readonly { readonly receivedAtMs: number }[]): number {
  const [first, second] = requests;
  return (((second?.receivedAtMs ?? 0) - (first?.receivedAtMs ?? 0)) * speed) / 1000;
}
