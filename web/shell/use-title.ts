import { useEffect } from 'react';

/** What the browser's tab, its history and a screen reader say of this view. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · alert bridge`;
  }, [title]);
}
