/** The alert, by a word for it or by its own name. */
import { containsName } from '../contains-name.ts';
import type { Ground } from '../grounds.ts';
import { alertWords } from '../vocabulary.ts';

export function titleOfAlert(alert: Ground | null): string | null {
  return alert?.labels['alertname'] ?? null;
}

export function isOfAlert(text: string, alert: Ground | null): boolean {
  const title = titleOfAlert(alert);
  return alertWords.test(text) || (title !== null && containsName(text.toLowerCase(), title));
}

/** A text in which its name reads as "the alert". */
export function withAlertWord(text: string, title: string | null): string {
  return title === null ? text : text.replaceAll(title, 'the alert');
}
