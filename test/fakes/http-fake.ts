import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it came over the wire. */
export type RecordedRequest = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON, the fields of a form, or undefined when the body is neither. */
  readonly body: unknown;
  readonly rawBody: string;
  /** The same as it came, for what is not text. */
  readonly bytes: Buffer;
  /** Epoch milliseconds from a monotonic clock, with fractions. */
  readonly receivedAtMs: number;
};

/**
 * An answer, or none: `hang` keeps the connection open until the fake stops, `reset` breaks it. Of an answer that is `cut`
 * the first half comes, then the connection breaks; of one that will `stall`, the first half and then nothing more.
 */
export type Reply =
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
      readonly cut?: boolean;
      readonly stall?: boolean;
    }
  | 'hang'
  | 'reset';

export type HttpFake = {
  readonly url: string;
  readonly port: number;
  /** Every call, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** Closes the port and every connection, hanging ones too. */
  stop(): Promise<void>;
};

export type HttpFakeOptions = {
  /** Listen here instead of on a free port, for a vendor that comes back after an outage. */
  readonly port?: number | undefined;
  /** Answers one call; what it throws is answered as a 500 that names the fake. */
  readonly handle: (request: RecordedRequest) => Reply | Promise<Reply>;
};

/** A vendor at the wire: an HTTP server on loopback that records what it is asked. */
export async function startHttpFake({ port = 0, handle }: HttpFakeOptions): Promise<HttpFake> {
  const requests: RecordedRequest[] = [];
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => {
      if (incoming.destroyed && !incoming.complete) return;
      send(response, { status: 500, body: `the fake itself failed: ${String(error)}` });
    });
  });
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await record(incoming);
    requests.push(request);
    const reply = await handle(request);
    if (reply === 'hang') return;
    if (reply === 'reset') incoming.socket.resetAndDestroy();
    else send(response, reply);
  }
  await listen(server, port);
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    stop: () => close(server),
  };
}

async function record(incoming: IncomingMessage): Promise<RecordedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const rawBody = bytes.toString('utf8');
  const url = new URL(incoming.url ?? '/', 'http://fake');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers,
    body: parseBody(rawBody, headers['content-type'] ?? ''),
    rawBody,
    bytes,
    receivedAtMs: performance.timeOrigin + performance.now(),
  };
}

function parseBody(text: string, contentType: string): unknown {
  if (contentType.includes('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, reply: Exclude<Reply, string>): void {
  const { status = 200, body } = reply;
  const isText = typeof body === 'string';
  const text = isText ? body : JSON.stringify(body ?? {});
  const type = isText ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8';
  const headers = { 'content-type': type, ...reply.headers };
  if (reply.cut !== true && reply.stall !== true) {
    response.writeHead(status, headers).end(text);
    return;
  }
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(text) });
  response.write(text.slice(0, Math.ceil(text.length / 2)), () => {
    if (reply.cut === true) response.socket?.destroy();
  });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

function close(server: Server): Promise<void> {
  if (!server.listening) return Promise.resolve();
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
