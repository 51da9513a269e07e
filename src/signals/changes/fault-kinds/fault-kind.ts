import type { CodeTrait } from '../diff/code-traits.ts';

/** A setting whose change can cause a fault: by its name, and in which direction. */
export interface RiskySetting {
  readonly key: RegExp;
  readonly direction: 'up' | 'down' | 'any';
  /** 0–1: how surely it causes this kind of fault. */
  readonly strength: number;
  /** Where only some new values do. */
  readonly to?: RegExp;
}

/**
 * A kind of fault: how it shows, and what in a change can cause it. One row serves both directions, so that a symptom and a
 * change meet in it or not at all. `strength` is how surely; a symptom of `weight` below 1 is one that other faults
 * have too.
 */
export interface FaultKind {
  readonly id: string;
  /** As one says it: "the connection pool is too small". */
  readonly label: string;
  readonly weight: number;
  /** What log lines and alerts say. */
  readonly text: RegExp;
  /** Names of metrics that move. */
  readonly metrics: RegExp;
  readonly settings: readonly RiskySetting[];
  readonly traits: Partial<Readonly<Record<CodeTrait, number>>>;
  /** Operators turned round, conditions negated, switches flipped. */
  readonly logic: number;
  /** Whether it may build up for hours before it shows. */
  readonly gradual: boolean;
  /** Whether what causes it may lie still until something calls on it: the next peak, hiccup or job. */
  readonly latent: boolean;
  /** Whether a change in a caller can cause it at a callee, by what the caller asks for. */
  readonly fromCaller: boolean;
  /** Whether a change in who writes messages can cause it at who reads them. */
  readonly fromWriter: boolean;
}

export function setting(
  key: RegExp,
  direction: RiskySetting['direction'],
  strength: number,
  to?: RegExp,
): RiskySetting {
  return to === undefined ? { key, direction, strength } : { key, direction, strength, to };
}

/** What a row does not say. */
export const plain = {
  weight: 1,
  settings: [],
  traits: {},
  logic: 0,
  gradual: false,
  latent: false,
  fromCaller: false,
  fromWriter: false,
} as const;

/** How many there are: how long one lives, or is waited for, is another thing. */
export const poolKey =
  /^(?!.*(?:life_?time|idle_?time|max_?age|keep_?alive|jitter|timeout)).*(?:pool|conn(?:ection)?s?(?:\b|_|[A-Z])|max_?open|max_?idle|max_?clients|workers?|threads?|parallel)/i;
