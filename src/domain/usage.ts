export const usageGroupings = ['day', 'model', 'alertname', 'prompt'] as const;
export type UsageGrouping = (typeof usageGroupings)[number];

/** What model calls of one day, model, alert or prompt came to. */
export interface UsageRow {
  /** "2026-11-23" (UTC), "claude-sonnet-5-5", "DiskWillFill", "explain-alert v3"; "unknown" for older calls. */
  readonly key: string;
  readonly calls: number;
  /** Calls with a usable answer. */
  readonly answered: number;
  /** All input tokens, those read from the provider's cache among them. */
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** As far as it is known; what a call that broke off may cost counts in full. */
  readonly costUsd: number;
  readonly meanLatencyMs: number | null;
  /** Incidents that were asked about. */
  readonly incidents: number;
}

/** A limit on money, and where it stands. */
export interface BudgetStand {
  readonly name: string;
  /** Whose calls count: "team=db"; null for all. */
  readonly part: string | null;
  readonly windowMs: number;
  readonly limitUsd: number;
  readonly spentUsd: number;
  /** What may be spent right now: less than what is left, because the spend is paced. */
  readonly allowedUsd: number;
}

/** The ledger over a span of time. */
export interface Usage {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly by: UsageGrouping;
  readonly rows: readonly UsageRow[];
  readonly total: UsageRow;
  readonly budgets: readonly BudgetStand[];
  readonly callsLastMinute: number;
  readonly maxCallsPerMinute: number;
}
