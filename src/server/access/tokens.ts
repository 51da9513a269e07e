import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config/schema.ts';
import type { Principal } from './principal.ts';

type Tokens = Config['server']['access']['tokens'];

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The configured API token that an `Authorization: Bearer` header carries; all are compared, in constant time. */
export function findTokenPrincipal(token: string, tokens: Tokens): Principal | null {
  const given = digest(token);
  let found: Principal | null = null;
  for (const known of tokens) {
    if (timingSafeEqual(given, Buffer.from(known.sha256, 'hex'))) {
      found = { name: `token:${known.name}`, groups: [], scopes: known.scopes, csrfToken: null };
    }
  }
  return found;
}

/** The token in an `Authorization: Bearer …` header; null without one. */
export function readBearer(header: string | undefined): string | null {
  return /^bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}
