import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { formatProblems } from '../config/load.ts';
import { AppError } from '../domain/errors.ts';
import { builtInPolicies, type CommandPolicies, parsePolicy } from '../verification/commands/policy-file.ts';

/** Rules on commands, and the bytes that they were read from. */
export interface LoadedPolicies extends CommandPolicies {
  /** Of the file; null without one. */
  readonly sha256: string | null;
}

/** The rules on commands of a file; the built-in ones without one. Throws `config_invalid` with every problem in its message. */
export function loadPolicies(file: string | undefined): LoadedPolicies {
  if (file === undefined) return { ...builtInPolicies, sha256: null };
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new AppError({
      code: 'config_invalid',
      message: `cannot read the rules on commands "${file}"`,
      cause,
    });
  }
  const parsed = parsePolicy(bytes.toString('utf8'));
  if (parsed.ok) return { ...parsed.policies, sha256: createHash('sha256').update(bytes).digest('hex') };
  throw new AppError({ code: 'config_invalid', message: formatProblems(file, parsed.problems) });
}
