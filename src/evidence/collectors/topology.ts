import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { AppError, toAppError } from '../../domain/errors.ts';
import { noObservations, type ServiceEdge } from '../../domain/observation.ts';
import type { CollectorAdapter } from '../collector.ts';
import { emptyDraft } from '../drafts.ts';
import { keepFor } from '../keep-for.ts';
import { parseTopology } from '../topology/parse-topology.ts';

const Config = z.strictObject({
  path: z.string().min(1).meta({
    description:
      'YAML or JSON file that says who depends on whom, "services: {checkout: {depends_on: [payments]}}"; a Compose file is one. It is read again when it has changed, within a minute.',
  }),
});

/** Somebody edits it now and then; incidents come in bursts. */
const keptMs = 60_000;

async function readMap(path: string): Promise<readonly ServiceEdge[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const message = `${basename(path)} cannot be read: ${toAppError(cause).message}`;
    throw new AppError({ code: 'source_unreachable', message, cause });
  }
  return parseTopology(text, basename(path));
}

/** A written map of who depends on whom. What is inferred beside it comes from traces, metrics and Kubernetes. */
export const topology: CollectorAdapter<typeof Config> = {
  id: 'topology',
  Config,
  create: (name, config, deps) => {
    const read = keepFor(deps.clock, keptMs, readMap);
    return {
      name,
      type: 'topology',
      topics: ['topology'],
      edges: ({ signal }) => read(config.path, signal),
      collect: async ({ signal }) => {
        const edges = await read(config.path, signal);
        const reason = `${basename(config.path)} names no dependency`;
        return {
          drafts:
            edges.length > 0
              ? []
              : [{ ...emptyDraft(name, 'who depends on whom'), kind: 'topology', reason }],
          observations: { ...noObservations, edges },
        };
      },
    };
  },
};
