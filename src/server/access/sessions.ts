import { createHash, randomBytes } from 'node:crypto';
import type { SessionStore } from '../../app/compose.ts';
import type { Principal } from './principal.ts';

/** `__Host-` cannot be set from a subdomain or over plain HTTP; without TLS a plain name has to do. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-bridge_session' : 'bridge_session';
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}

/** Starts a session and gives what its cookie is to hold. */
export async function startSession(
  store: SessionStore,
  principal: Principal,
  expiresAtMs: number,
): Promise<string> {
  const id = randomBytes(32).toString('base64url');
  const csrfToken = randomBytes(32).toString('base64url');
  await store.save({
    idHash: hashOf(id),
    principal: JSON.stringify({ ...principal, csrfToken }),
    csrfToken,
    expiresAtMs,
  });
  return id;
}

/** Who a cookie belongs to; null when it is unknown or expired. */
export async function findSessionPrincipal(store: SessionStore, id: string): Promise<Principal | null> {
  const session = await store.find(hashOf(id));
  return session === null ? null : (JSON.parse(session.principal) as Principal);
}

export async function endSession(store: SessionStore, id: string): Promise<void> {
  await store.remove(hashOf(id));
}
