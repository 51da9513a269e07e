import { useEffect, useRef, useSyncExternalStore } from 'react';

type LiveState = 'connecting' | 'live' | 'lost';

/** Changes that come within this time are told together: a storm is one look, not a thousand. */
const gatherMs = 250;

type Listener = (ids: readonly string[] | 'all') => void;

const listeners = new Set<Listener>();
const stateListeners = new Set<() => void>();
const waiting = new Set<string>();
let state: LiveState = 'connecting';
let source: EventSource | null = null;
let timer: ReturnType<typeof setTimeout> | null = null;

function setState(next: LiveState): void {
  if (state === next) return;
  // What happened while the line was down is not known: everything is looked at again.
  if (state === 'lost' && next === 'live') for (const listener of listeners) listener('all');
  state = next;
  for (const listener of stateListeners) listener();
}

function flush(): void {
  timer = null;
  const ids = [...waiting];
  waiting.clear();
  for (const listener of listeners) listener(ids);
}

/** Opens the stream of changes; once is enough, the browser opens it again by itself. */
export function openLive(): void {
  if (source !== null) return;
  source = new EventSource('/api/v1/events');
  source.addEventListener('open', () => setState('live'));
  source.addEventListener('error', () => {
    setState('lost');
    // A refusal ends the stream for good; an interruption does not.
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(openLive, 5000);
    }
  });
  source.addEventListener('incident', (event) => {
    const { id } = JSON.parse((event as MessageEvent<string>).data) as { id: string };
    waiting.add(id);
    if (timer === null) timer = setTimeout(flush, gatherMs);
  });
}

/** Calls `listener` with the incidents that changed, or `all` when it is not known which. */
export function useChanges(listener: Listener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    const call: Listener = (ids) => latest.current(ids);
    listeners.add(call);
    return () => {
      listeners.delete(call);
    };
  }, []);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(
    (notify) => {
      stateListeners.add(notify);
      return () => stateListeners.delete(notify);
    },
    () => state,
  );
}
