import { useSyncExternalStore } from 'react';

export type Theme = 'system' | 'light' | 'dark';

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const key = 'theme';
const listeners = new Set<() => void>();

function readTheme(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system';
  } catch {
    return 'system';
  }
}

let current = readTheme();

function apply(): void {
  document.documentElement.dataset['theme'] = current;
}

export function startTheme(): void {
  apply();
}

/** The next of: as the system, light, dark. */
export function turnTheme(): void {
  current = themes[(themes.indexOf(current) + 1) % themes.length] ?? 'system';
  try {
    localStorage.setItem(key, current);
  } catch {
    // A browser that keeps nothing: it holds until the page is closed.
  }
  apply();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => current);
}
