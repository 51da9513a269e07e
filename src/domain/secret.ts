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
