import { useEffect, useState } from 'react';
import { Icon } from './icon.tsx';

const shownMs = 1600;

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Copies exactly this text. Where the browser does not let it (plain HTTP), it says so. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), shownMs);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <button
      type="button"
      className="quiet copy"
      aria-label={`Copy ${what}`}
      onClick={async () => setState((await copy(text)) ? 'copied' : 'refused')}
    >
      <Icon name={state === 'copied' ? 'done' : 'copy'} />
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'Select and copy' : 'Copy'}
      </span>
    </button>
  );
}
