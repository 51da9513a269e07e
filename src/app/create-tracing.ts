import type { Config } from '../config/schema.ts';
import { noTracing, type Tracing } from './tracing.ts';

/** Sends traces to an OpenTelemetry collector, if one is configured; what does so is loaded only then. */
export async function createTracing(config: Config['tracing'], version: string): Promise<Tracing> {
  if (config === undefined) return noTracing;
  const { createOtlpTracing } = await import('./otlp-tracing.ts');
  return createOtlpTracing(config, version);
}
