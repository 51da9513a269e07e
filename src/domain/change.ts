import type { Labels } from './labels.ts';

/** A deploy, commit, flag or configuration change that its own system told us about. Known by `source` and `id`. */
export interface Change {
  /** The system that says so: "github-actions", "argocd". */
  readonly source: string;
  readonly id: string;
  readonly timeMs: number;
  readonly kind: string;
  readonly service: string | null;
  readonly environment: string | null;
  readonly version: string | null;
  readonly author: string | null;
  readonly summary: string | null;
  readonly url: string | null;
  readonly files: readonly string[];
  /** Unified diff; null when none was sent. */
  readonly diff: string | null;
  readonly labels: Labels;
}
