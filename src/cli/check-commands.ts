import { loadPolicies } from '../app/load-policies.ts';
import { type CommandGate, createCommandGate } from '../verification/commands/gate.ts';
import { checkLines, type LineVerdict } from './check-lines.ts';

/** What is said of a command: the programs that it runs with their words, and what becomes of it. */
export function judgeLine(line: string, gate: CommandGate): LineVerdict {
  const judged = gate(line);
  const { verdict, parts } = judged;
  const reason = verdict === 'refused' ? judged.reason : null;
  const base = { verdict, reason, parts, valid: verdict !== 'refused' };
  if (verdict !== 'mutating') return base;
  const { effect, dryRun, undo } = judged;
  return { ...base, effect, dry_run: dryRun, undo };
}

export interface CommandCheckOptions {
  /** A file such as safe_commands.yaml. */
  readonly policy?: string;
  /** The host that the commands are for. */
  readonly host?: string;
}

/** `check commands FILE|-`: one command a line in, one verdict a line out. Nothing is run. Exit code 1 if one is refused. */
export async function checkCommands(file: string, { policy, host }: CommandCheckOptions): Promise<number> {
  const policies = loadPolicies(policy);
  const gate = await createCommandGate(policies.policyFor(host === undefined ? [] : [host]));
  return checkLines(file, (line) => judgeLine(line, gate));
}
