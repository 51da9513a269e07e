/** A value that does not show itself: printing, logging or serialising it gives a placeholder. */
export interface Secret {
  readonly reveal: () => string;
}

const placeholder = '<secret>';

/** Wraps a secret so that only an explicit `reveal()` gives it away. */
export function createSecret(value: string): Secret {
  const hidden = {
    reveal: () => value,
    toJSON: () => placeholder,
    toString: () => placeholder,
    [Symbol.for('nodejs.util.inspect.custom')]: () => placeholder,
  };
  return Object.freeze(hidden);
}

export function isSecret(value: unknown): value is Secret {
  return (
    typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'
  );
}

const origins = new WeakMap<Secret, string>();

/** Remembers where a secret was read from: "environment variable ANTHROPIC_API_KEY". */
export function noteOrigin(secret: Secret, origin: string): void {
  origins.set(secret, origin);
}

/** Where a secret came from, for messages about it; null when that is not known. */
export function originOf(secret: Secret): string | null {
  return origins.get(secret) ?? null;
}
