import { useEffect, useRef } from 'react';

export type Hotkeys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** A second key counts as part of a sequence (`g i`) for so long. */
const sequenceMs = 1200;

/**
 * Single keys and sequences of two (`g i`), while nobody types and no dialog is open. `Escape` counts everywhere.
 */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let first: { readonly key: string; readonly atMs: number } | null = null;
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const away = isTyping(event.target) || document.querySelector('dialog[open]') !== null;
      if (away && event.key !== 'Escape') return;
      const sequence =
        first !== null && event.timeStamp - first.atMs < sequenceMs ? `${first.key} ${event.key}` : '';
      const action = latest.current[sequence] ?? latest.current[event.key];
      first = { key: event.key, atMs: event.timeStamp };
      if (action === undefined) return;
      first = null;
      action(event);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
