/** What stands behind the kept part of a match, with what is around it. */
export interface FoundValue {
  readonly kept: string;
  readonly value: string;
  readonly after: string;
}

/** A kind of secret and how it looks. Group 1, where there is one, is kept: it says what the secret was for. */
export interface SecretPattern {
  readonly kind: string;
  readonly pattern: RegExp;
  /** Whether the value is a secret at all; without it, every match is. */
  readonly isSecret?: (found: FoundValue) => boolean;
}
