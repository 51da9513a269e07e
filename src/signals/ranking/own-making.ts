/** What a caller does to one that it calls, so that what the calls suffer speaks against the caller. */
export interface OwnMaking {
  readonly caller: string;
  readonly callee: string;
  /** How much of what the calls suffer it explains, 0–1. */
  readonly share: number;
  /** Whether it is the load that the callee suffers from. */
  readonly isLoad: boolean;
  /** Behind the name of the caller: "calls ratings 24 times as often, but is called as before". */
  readonly told: string;
  readonly support: readonly string[];
}
