import { readFileSync } from 'node:fs';
import { Agent, type buildConnector } from 'undici';
import { z } from 'zod';
import { duration, secret } from '../config/fields.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import type { Secret } from '../domain/secret.ts';

/** How to reach a source over HTTP. */
export interface HttpSource {
  /** What people call it: "prometheus". */
  readonly name: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

const tls = z
  .strictObject({
    ca_file: z.string().min(1).optional().meta({
      description: 'PEM file with the authorities that may have signed its certificate.',
    }),
    cert_file: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'PEM file with our own certificate, for sources that ask for one.' }),
    key_file: z.string().min(1).optional().meta({ description: 'PEM file with the key of it.' }),
    server_name: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Name that its certificate has, where that is not the name in the address.' }),
    insecure_skip_verify: z
      .boolean()
      .default(false)
      .meta({ description: 'Take any certificate. Whoever sits in between can then read and answer all.' }),
  })
  .optional()
  .meta({ description: 'HTTPS with other authorities than those of the system, or with a certificate.' });

/** Options of every source behind HTTP, besides its address and how long a query may take. */
export const credentialOptions = {
  bearer_token: secret('Token sent as "Authorization: Bearer …".').optional(),
  basic: z
    .strictObject({
      username: z.string().min(1).meta({ description: 'User name for basic authentication.' }),
      password: secret('Password for basic authentication.'),
    })
    .optional()
    .meta({ description: 'A user name and password to send.' }),
  headers: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Headers to send with every query, such as X-Scope-OrgID.' }),
  tls,
};

export const queryTimeout = duration('How long one query may take.').prefault('3s');

export interface HttpCredentials {
  readonly bearer_token?: Secret | undefined;
  readonly basic?: { readonly username: string; readonly password: Secret } | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export function toAuthHeaders(credentials: HttpCredentials): Readonly<Record<string, string>> {
  const { basic, bearer_token: bearer } = credentials;
  const given = credentials.headers ?? {};
  if (bearer !== undefined) return { ...given, authorization: `Bearer ${bearer.reveal()}` };
  if (basic === undefined) return given;
  const pair = Buffer.from(`${basic.username}:${basic.password.reveal()}`).toString('base64');
  return { ...given, authorization: `Basic ${pair}` };
}

type TlsOptions = NonNullable<z.output<typeof tls>>;

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const message = `tls: ${file} cannot be read: ${toAppError(cause).message}`;
    throw new AppError({ code: 'config_invalid', message, cause });
  }
}

function toConnection(options: TlsOptions): buildConnector.BuildOptions {
  const { ca_file: ca, cert_file: cert, key_file: key, server_name: servername } = options;
  return {
    ...(ca === undefined ? {} : { ca: readPem(ca) }),
    ...(cert === undefined ? {} : { cert: readPem(cert) }),
    ...(key === undefined ? {} : { key: readPem(key) }),
    ...(servername === undefined ? {} : { servername }),
    rejectUnauthorized: !options.insecure_skip_verify,
  };
}

/** The same `fetch` over connections of its own. The files are read now, so that a reload takes new ones. */
function withTls(inner: typeof fetch, options: TlsOptions | undefined): typeof fetch {
  if (options === undefined) return inner;
  const dispatcher = new Agent({ connect: toConnection(options) });
  return (input, init) => inner(input, { ...init, dispatcher } as unknown as RequestInit);
}

export interface HttpSourceConfig extends HttpCredentials {
  readonly url: string;
  readonly timeout: number;
  readonly tls?: TlsOptions | undefined;
}

/** A source from its configuration. Throws `config_invalid` when a certificate cannot be read. */
export function createHttpSource(
  name: string,
  config: HttpSourceConfig,
  deps: { readonly fetch: typeof fetch },
): HttpSource {
  return {
    name,
    baseUrl: config.url,
    headers: toAuthHeaders(config),
    timeoutMs: config.timeout,
    fetch: withTls(deps.fetch, config.tls),
  };
}
