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

/** A test for whole texts, as in matchers; the pattern must be one that compiles. */
export function toWholeMatch(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(`^(?s:${pattern})$`);
  return (text) => compiled.matcher(text).find();
}

/** Whether a pattern takes the empty text: by such alone everything would be selected. */
export function matchesEmpty(pattern: string): boolean {
  return toWholeMatch(pattern)('');
}
