import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';

/** The known answer of a bundle in an evaluation set. What it does not say is not scored. */
const Truth = z.looseObject({
  service: z.string().nullish(),
  fault: z.string().nullish(),
  metric: z.string().nullish(),
  /** Id of the change that caused it, or "none". */
  change: z.string().nullish(),
  blast_radius: z.array(z.string()).nullish(),
  /** Changes that look guilty and are not. */
  decoys: z.array(z.string()).nullish(),
});
export type Truth = z.output<typeof Truth>;

/** Null when the bundle has no `truth.json`. Throws `bad_request` when it cannot be read. */
export function readTruth(folder: string): Truth | null {
  const file = join(folder, 'truth.json');
  if (!existsSync(file)) return null;
  try {
    return Truth.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError({
      code: 'bad_request',
      message: `${file}: not a truth of an evaluation set; see the README`,
      cause,
    });
  }
}
