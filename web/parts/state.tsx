import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';

/** Nothing to show, and what to do about it. */
export function Empty(props: {
  readonly title: string;
  /** Within a section, not in the place of a view. */
  readonly small?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={props.small === true ? 'empty small' : 'empty'}>
      <p className="empty-title">{props.title}</p>
      {props.children}
    </div>
  );
}

export function Loading({ what }: { readonly what: string }) {
  return (
    <div className="empty" role="status">
      <p className="loading">Reading {what} …</p>
    </div>
  );
}

const advice: Readonly<Record<string, string>> = {
  unreachable: 'It is tried again by itself. Is the service running, and is the network up?',
  too_many_requests: 'Too much was asked within a minute. Wait a moment.',
  storage_unavailable:
    'The store does not answer; alerts are refused with 503 until it does, and sent again.',
  forbidden: 'Somebody with more rights has to give you a role; see server.access in the configuration.',
};

/** What went wrong, and what to do. */
export function Trouble({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const code = error instanceof ApiError ? error.code : 'unknown';
  return (
    <div className="empty" role="alert">
      <p className="empty-title">{error instanceof Error ? error.message : String(error)}</p>
      {advice[code] === undefined ? null : <p>{advice[code]}</p>}
      {retry === undefined ? null : (
        <button type="button" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
