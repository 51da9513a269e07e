import { RE2JS, RE2JSException } from 're2js';

/** Why Prometheus could not compile a regular expression; null when it can. It has RE2's: no look-around, no back references. */
export function findRegexFault(pattern: string): string | null {
  try {
    RE2JS.compile(`^(?s:${pattern})$`);
    return null;
  } catch (thrown) {
    if (thrown instanceof RE2JSException) return thrown.message;
    throw thrown;
  }
}

/** Whether a pattern, anchored as in matchers, takes the empty text: of such alone everything would be selected. */
export function matchesEmpty(pattern: string): boolean {
  return RE2JS.compile(`^(?s:${pattern})$`).matcher('').find();
}
