import type { Command } from 'commander';
import { createProgram } from '../../src/cli/main.ts';
import { codeBlock, page } from './markdown.ts';

const width = 100;

/** `llm-alert-bridge check config` */
function fullName(command: Command): string {
  return command.parent === null ? command.name() : `${fullName(command.parent)} ${command.name()}`;
}

function listCommands(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(listCommands)];
}

/** The help as it would be printed, wherever this runs. */
function helpOf(command: Command): string {
  return command
    .configureOutput({ getOutHelpWidth: () => width, getOutHasColors: () => false })
    .helpInformation();
}

/** `docs/cli.md` */
export function renderCliPage(): string {
  const [program, ...commands] = listCommands(createProgram(() => undefined));
  if (program === undefined) throw new Error('there is no program');
  return page('Command line', [
    'What `--help` says of the program and of each command. Exit codes are those of [errors](errors.md).',
    codeBlock('text', helpOf(program)),
    ...commands.flatMap((command) => [`## ${fullName(command)}`, codeBlock('text', helpOf(command))]),
  ]);
}
