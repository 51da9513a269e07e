import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { asObject, asText, parseJson } from './json.ts';

export type FakeSlackSocket = {
  /** A new address, good for one connection, as `apps.connections.open` gives it. */
  createUrl(): string;
  /** How many connections stand. */
  readonly connections: () => number;
  /** Sends an interactive envelope over one of the connections; the payload of its acknowledgement. */
  send(payload: object): Promise<unknown>;
  /** Asks every client to connect anew, as Slack does every few hours. */
  refresh(): void;
  /** Breaks every connection without a word. */
  cut(): void;
  stop(): Promise<void>;
};

/** The WebSocket side of Socket Mode: https://docs.slack.dev/apis/events-api/using-socket-mode */
export async function startFakeSlackSocket(): Promise<FakeSlackSocket> {
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    verifyClient: ({ req }: { req: IncomingMessage }) => take(req.url ?? ''),
  });
  const tickets = new Set<string>();
  const waiting = new Map<string, (payload: unknown) => void>();
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;

  function take(url: string): boolean {
    return tickets.delete(new URL(url, 'ws://fake').searchParams.get('ticket') ?? '');
  }

  server.on('connection', (socket: WebSocket) => {
    socket.on('message', (data) => {
      const message = asObject(parseJson(String(data)));
      const id = asText(message['envelope_id']) ?? '';
      waiting.get(id)?.(message['payload']);
      waiting.delete(id);
    });
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: server.clients.size,
        connection_info: { app_id: 'A000' },
      }),
    );
  });

  return {
    createUrl: () => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `ws://127.0.0.1:${port}/link/?ticket=${ticket}&app_id=A000`;
    },
    connections: () => server.clients.size,
    send: (payload) => {
      const [socket] = server.clients;
      if (socket === undefined) return Promise.reject(new Error('nobody is connected'));
      const id = randomUUID();
      const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
      const envelope = { type: 'interactive', envelope_id: id, payload, accepts_response_payload: true };
      socket.send(JSON.stringify(envelope));
      return answered;
    },
    refresh: () => {
      for (const socket of server.clients)
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
    },
    cut: () => {
      for (const socket of server.clients) socket.terminate();
    },
    stop: () => {
      for (const socket of server.clients) socket.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
