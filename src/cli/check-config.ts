import { readFileSync } from 'node:fs';
import { formatProblems, parseConfig } from '../config/load.ts';
import { AppError } from '../domain/errors.ts';
import { configOptions, findConfigFile } from './environment.ts';

/** `check config FILE`: says every problem of a configuration file; exit code 1 if there is one. */
export function checkConfig(given: string | undefined): number {
  const file = findConfigFile(given);
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new AppError({
      code: 'bad_request',
      message: `cannot read "${file}"; name the file to check`,
      cause,
    });
  }
  const parsed = parseConfig(text, configOptions);
  if (!parsed.ok) {
    process.stderr.write(`${formatProblems(file, parsed.problems)}\n`);
    process.stderr.write(
      `${parsed.problems.length} ${parsed.problems.length === 1 ? 'problem' : 'problems'}\n`,
    );
    return 1;
  }
  const { notifiers, evidence, reasoning } = parsed.config;
  const list = (items: readonly { readonly name: string }[]): string =>
    items.length === 0 ? 'none' : items.map((item) => item.name).join(', ');
  process.stdout.write(
    `${file} is valid\n  notifiers: ${list(notifiers)}\n  collectors: ${list(evidence.collectors)}\n  models: ${list(reasoning.models)}\n`,
  );
  return 0;
}
