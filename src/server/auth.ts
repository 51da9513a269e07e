import { createHash, timingSafeEqual } from 'node:crypto';
import type { Config } from '../config/schema.ts';

/** Compares in constant time, whatever the lengths. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Whether an `Authorization` header is one of those that the configuration accepts; any is, if it names none. */
export function isAuthorized(header: string | undefined, auth: Config['server']['auth']): boolean {
  const accepted = [
    ...(auth.bearer_token === undefined ? [] : [`Bearer ${auth.bearer_token.reveal()}`]),
    ...(auth.basic === undefined
      ? []
      : [
          `Basic ${Buffer.from(`${auth.basic.username}:${auth.basic.password.reveal()}`).toString('base64')}`,
        ]),
  ];
  if (accepted.length === 0) return true;
  const given = (header ?? '').replace(/^(bearer|basic) +/i, (_, scheme: string) =>
    scheme.toLowerCase() === 'bearer' ? 'Bearer ' : 'Basic ',
  );
  return accepted.map((expected) => sameText(given, expected)).includes(true);
}
