import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the kernel's range for outgoing connections, so that none of those takes the port before it is used. */
const firstPort = 20_000;
const lastPort = 32_000;
const handedOut = new Set<number>();

/** A loopback port nobody listens on, never the same one twice in a process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(firstPort, lastPort);
    if (handedOut.has(port) || !(await isFree(port))) continue;
    handedOut.add(port);
    return port;
  }
  throw new Error(`found no free port between ${firstPort} and ${lastPort}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
