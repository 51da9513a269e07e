import { AppError } from '../../domain/errors.ts';
import type { ListPosition } from '../../storage/incident-list.ts';

/** A place in the list as one opaque word. */
export function toCursor(position: ListPosition | null): string | null {
  if (position === null) return null;
  const text = [position.firing ? 1 : 0, position.openedAtMs, position.id].join(' ');
  return Buffer.from(text).toString('base64url');
}

/** Throws `bad_request` for a word that is no cursor of ours. */
export function parseCursor(cursor: string | undefined): ListPosition | null {
  if (cursor === undefined || cursor === '') return null;
  const parts = /^([01]) (\d+) (\S+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (parts === null) {
    throw new AppError({
      code: 'bad_request',
      message: 'this is no cursor of this list; begin again without one',
    });
  }
  return { firing: parts[1] === '1', openedAtMs: Number(parts[2]), id: parts[3] ?? '' };
}

/** The last number that was seen, as one opaque word. */
export function toSeqCursor(seq: number): string {
  return Buffer.from(`seq ${seq}`).toString('base64url');
}

/** Throws `bad_request` for a word that is no cursor of ours. */
export function parseSeqCursor(cursor: string | undefined): number | null {
  if (cursor === undefined || cursor === '') return null;
  const seq = /^seq (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (seq === undefined) {
    throw new AppError({
      code: 'bad_request',
      message: 'this is no cursor of this list; begin again without one',
    });
  }
  return Number(seq);
}
