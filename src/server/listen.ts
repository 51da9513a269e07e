import http from 'node:http';
import https from 'node:https';
import type { FastifyServerFactory } from 'fastify';

/** What HTTPS needs, as PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** Alertmanager keeps its connections for five minutes; ours must live longer, or it sees resets. */
const keepAliveMs = 320_000;
/** A body of 64 MB may take its time on a bad line; headers may not. */
const requestTimeoutMs = 300_000;
const headersTimeoutMs = 30_000;

/** An HTTP or HTTPS server with the timeouts that Alertmanager needs. */
export function createListener(tls: TlsFiles | null): FastifyServerFactory {
  return (handler) => {
    const options = { keepAliveTimeout: keepAliveMs, requestTimeout: requestTimeoutMs };
    const server =
      tls === null
        ? http.createServer(options, (request, reply) => handler(request, reply))
        : (https.createServer({ ...options, ...tls }, (request, reply) =>
            handler(request, reply),
          ) as unknown as http.Server);
    server.headersTimeout = headersTimeoutMs;
    return server;
  };
}

/** Swaps the certificate of a server that listens; connections that are open keep theirs. */
export function replaceCertificate(server: http.Server, tls: TlsFiles): void {
  if (server instanceof https.Server) server.setSecureContext({ ...tls });
}
