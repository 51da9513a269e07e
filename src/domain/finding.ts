export type FindingKind =
  | 'alert_value'
  | 'threshold_crossed'
  | 'candidate'
  | 'explanation'
  | 'moved'
  | 'did_not_move'
  | 'change'
  | 'logs'
  | 'gap';

/** Something that code worked out from evidence, in one sentence, with what it stands on. */
export interface Finding {
  readonly id: string;
  readonly kind: FindingKind;
  readonly text: string;
  /** The same in a few words, for a headline. */
  readonly short: string;
  readonly evidence: readonly string[];
  /** How telling it is, 0–1; only for ordering. */
  readonly weight: number;
}
