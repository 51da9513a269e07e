export const partKinds = ['source', 'model', 'notifier'] as const;
export const partStates = ['ok', 'failing', 'idle'] as const;

/** How a part that the service depends on has done in the last 24 hours. */
export interface PartHealth {
  readonly kind: (typeof partKinds)[number];
  /** Its name in the configuration. */
  readonly name: string;
  /** `failing`: its last use failed. `idle`: it was not used. */
  readonly state: (typeof partStates)[number];
  readonly lastSuccessMs: number | null;
  readonly uses: number;
  readonly failures: number;
  /** Incidents that a notifier does not show as they are; null for everything else. */
  readonly behind: number | null;
  /** What the last failure was; null when there was none. */
  readonly lastError: string | null;
}
