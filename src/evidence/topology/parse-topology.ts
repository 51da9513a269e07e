import { parse } from 'yaml';
import { z } from 'zod';
import { AppError, toAppError } from '../../domain/errors.ts';
import type { ServiceEdge } from '../../domain/observation.ts';

/** A list of names, or names with more about each, as Docker Compose has both. */
const Names = z
  .union([z.array(z.string()), z.record(z.string(), z.unknown())])
  .transform((given) => (Array.isArray(given) ? given : Object.keys(given)));

const Topology = z.object({
  services: z.record(z.string(), z.object({ depends_on: Names.default([]) }).nullable()),
});

/**
 * A map of services in YAML or JSON: `services: {checkout: {depends_on: [payments]}}`; a Compose file is one. `place` names
 * the file in messages and as the source of each edge. Throws `bad_request`.
 */
export function parseTopology(text: string, place: string): readonly ServiceEdge[] {
  const fail = (what: string, cause?: unknown): AppError =>
    new AppError({ code: 'bad_request', message: `${place}: ${what}`, cause });
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 100 });
  } catch (cause) {
    throw fail(`is no YAML: ${toAppError(cause).message.split('\n', 1)[0]}`, cause);
  }
  const parsed = Topology.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw fail(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not the expected shape'}`);
  }
  return Object.entries(parsed.data.services).flatMap(([from, service]) =>
    (service?.depends_on ?? []).map((to) => ({ from, to, source: place, weight: 1 })),
  );
}
