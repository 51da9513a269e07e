import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type Bridge, compose } from '../app/compose.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { createServer } from '../server/create-server.ts';
import { replaceCertificate, type TlsFiles } from '../server/listen.ts';
import { packageFolder, readVersion } from './version.ts';

export interface ServiceOptions {
  readonly config: Config;
  /** Reads the configuration again, for a reload. */
  readonly readConfig: () => Config;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface RunningService {
  readonly bridge: Bridge;
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** At the word of somebody, whom the audit log names. */
  readonly reload: (actor: string) => void;
  readonly stop: () => Promise<void>;
}

function splitListen(listen: string): { readonly host: string; readonly port: number } {
  const colon = listen.lastIndexOf(':');
  const host = listen.slice(0, colon).replace(/^\[|\]$/g, '');
  return { host: host === '' ? '::' : host, port: Number(listen.slice(colon + 1)) };
}

/** What a reload cannot change, because it is open already. */
function describeFixed(before: Config, after: Config): string | null {
  const changed = [
    ...(before.server.listen === after.server.listen ? [] : ['server.listen']),
    ...(before.storage.path === after.storage.path ? [] : ['storage.path']),
    ...(before.storage.url?.reveal() === after.storage.url?.reveal() ? [] : ['storage.url']),
    ...((before.server.tls === undefined) === (after.server.tls === undefined) ? [] : ['server.tls']),
    ...(before.server.allow_drills === after.server.allow_drills ? [] : ['server.allow_drills']),
    ...(before.log.level === after.log.level ? [] : ['log.level']),
  ];
  return changed.length === 0 ? null : changed.join(', ');
}

/** Throws `config_invalid` when a file cannot be read. */
function readTls(config: Config): TlsFiles | null {
  const { tls } = config.server;
  if (tls === undefined) return null;
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'utf8');
    } catch (cause) {
      throw new AppError({
        code: 'config_invalid',
        message: `server.tls: cannot read ${file}: ${toAppError(cause).message}`,
        cause,
      });
    }
  };
  return { cert: read(tls.cert_file), key: read(tls.key_file) };
}

/** Starts the service and its HTTP server. Throws AppError when the port is taken or the store cannot be opened. */
export async function runService(options: ServiceOptions): Promise<RunningService> {
  const { log, clock } = options;
  let { config } = options;
  const bridge = await compose(config, {
    fetch,
    clock,
    log,
    print: (text) => void process.stdout.write(text),
    version: readVersion(),
  });
  const reload = (actor: string): void => {
    const next = options.readConfig();
    const fixed = describeFixed(config, next);
    const files = readTls(next);
    bridge.reload(next, actor);
    if (files !== null) replaceCertificate(server.server, files);
    config = next;
    log.info('configuration reloaded');
    if (fixed !== null) log.warn({ keys: fixed }, 'these take effect after a restart');
  };
  const server = await createServer({
    bridge,
    log,
    clock,
    tls: readTls(config),
    pageFolder: `${packageFolder}dist/web`,
    config: () => config,
    reload,
  });
  const { host, port } = splitListen(config.server.listen);
  try {
    await server.listen({ host, port });
  } catch (cause) {
    await bridge.stop();
    const why = toAppError(cause).message;
    throw new AppError({
      code: 'config_invalid',
      message: `cannot listen on ${config.server.listen}: ${why}`,
      cause,
    });
  }
  bridge.start();
  const address = server.server.address() as AddressInfo;
  const shown = host === '::' || host === '0.0.0.0' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const { auth } = config.server;
  const open = auth.bearer_token === undefined && auth.basic === undefined;
  if (open && !['127.0.0.1', '::1', 'localhost'].includes(host)) {
    log.warn({ listen: config.server.listen }, 'everybody who can connect may send alerts: set server.auth');
  }
  return {
    bridge,
    url: `${config.server.tls === undefined ? 'http' : 'https'}://${shown}:${address.port}`,
    reload,
    stop: async () => {
      await server.close();
      await bridge.stop();
    },
  };
}

/** Resolves at SIGTERM or SIGINT; SIGHUP reloads, and a configuration with mistakes leaves the old one in place. */
export function waitForStop(service: RunningService, log: Logger): Promise<NodeJS.Signals> {
  process.on('SIGHUP', () => {
    try {
      service.reload('SIGHUP');
    } catch (thrown) {
      log.error(
        { reason: toAppError(thrown).message },
        'the configuration was not reloaded, the old one stays',
      );
    }
  });
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
