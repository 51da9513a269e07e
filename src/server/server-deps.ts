import type { FastifyBaseLogger } from 'fastify';
import type { Bridge } from '../app/compose.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import type { TlsFiles } from './listen.ts';

/** What the HTTP server is given. */
export interface ServerDeps {
  readonly bridge: Bridge;
  readonly log: FastifyBaseLogger;
  readonly clock: Clock;
  /** Null for plain HTTP. */
  readonly tls: TlsFiles | null;
  /** What `scripts/build-page.ts` writes. */
  readonly pageFolder: string;
  /** Asked at each request: a reload may change it. */
  readonly config: () => Config;
  /** Reads the configuration file again, at somebody's word. Throws `config_invalid` with all problems. */
  readonly reload: (actor: string) => void;
}
