import { readFileSync } from 'node:fs';
import { formatProblems } from '../config/load.ts';
import { AppError } from '../domain/errors.ts';
import { builtInPolicies, type CommandPolicies, parsePolicy } from '../verification/commands/policy-file.ts';

/** The rules on commands of a file; the built-in ones without one. Throws `config_invalid` with every problem in its message. */
export function loadPolicies(file: string | undefined): CommandPolicies {
  if (file === undefined) return builtInPolicies;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'config_invalid',
      message: `cannot read the rules on commands "${file}"`,
      cause,
    });
  }
  const parsed = parsePolicy(text);
  if (parsed.ok) return parsed.policies;
  throw new AppError({ code: 'config_invalid', message: formatProblems(file, parsed.problems) });
}
