/** What explains an incident without any change of ours. */
export interface OutsideCause {
  readonly id: string;
  /** In plain words, with what shows it. */
  readonly text: string;
  /** 0–1: how plainly it shows. */
  readonly strength: number;
  readonly support: readonly string[];
  /** Where it comes in, if that is known better than by the ranking of services. */
  readonly service: string | null;
  /** What a change must touch to cause the same after all. */
  readonly changeThatCan: RegExp;
  /**
   * Who holds what ran out, and who speaks of it: a change of anybody else's certificates is of others. Left out where it is no
   * matter of running out.
   */
  readonly heldBy?: readonly string[];
  /** Names of what it is about, where a change that names one of them is no less likely: one job, customer or client. */
  readonly about?: readonly string[];
}
