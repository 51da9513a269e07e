/** What the checks of values may ask about the place where the command would run. */
export interface ValueScope {
  /** Whether programs may talk to this host: one inside the house, or one that the policy names. */
  readonly allowsHost: (host: string) => boolean;
  /** Kinds of Kubernetes objects that the policy names beside the built-in ones. */
  readonly kubernetesKinds: ReadonlySet<string>;
}

/** Says why a value is refused; null when it may be there. */
export type ValueCheck = (value: string, scope: ValueScope) => string | null;

export interface ValueKind {
  readonly check: ValueCheck;
  /** Whether it may begin with a dash: `head -n -5`, `--since -1h`. */
  readonly mayBeginWithDash: boolean;
  /** For the documentation: what it is, in a few words. */
  readonly what: string;
}

/** A kind whose values match a pattern as a whole. */
export function pattern(what: string, shape: RegExp, mayBeginWithDash = false): ValueKind {
  return {
    what,
    mayBeginWithDash,
    check: (value) => (shape.test(value) ? null : `"${value}" is not ${what}`),
  };
}

export function checked(what: string, check: ValueCheck): ValueKind {
  return { what, mayBeginWithDash: false, check };
}

/** One of these words: `{json|yaml}` in the notation. */
export function oneOf(words: readonly string[]): ValueKind {
  const known = new Set(words);
  const mayBeginWithDash = words.some((word) => word.startsWith('-'));
  const what = words.length > 6 ? `one of ${words.slice(0, 6).join(', ')} …` : `one of ${words.join(', ')}`;
  return {
    what,
    mayBeginWithDash,
    check: (value) => (known.has(value) ? null : `"${value}" is not ${what}`),
  };
}
