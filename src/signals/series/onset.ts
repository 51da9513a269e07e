/** When an incident began, and half the width of the interval in which that lies. */
export interface Onset {
  readonly atMs: number;
  readonly uncertaintyMs: number;
}
