/** A change to the alerting rules that the figures carry. */
export interface NoiseAdvice {
  readonly kind: 'for' | 'inhibit';
  /** A sentence, with the figures that it rests on. */
  readonly text: string;
  /** What would go into the configuration of Prometheus or Alertmanager; null when nothing should. */
  readonly snippet: string | null;
}

/** How one alert behaved over a span of time. */
export interface NoiseRow {
  readonly alertName: string;
  readonly incidents: number;
  readonly firing: number;
  /** Of those that ended; null while none has. */
  readonly medianDurationMs: number | null;
  /** Ended without anybody having decided or judged anything. */
  readonly selfResolved: number;
  readonly judged: number;
  readonly judgedRight: number;
  readonly advice: readonly NoiseAdvice[];
}
