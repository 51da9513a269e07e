import type { GatedCommand, GatedText } from '../domain/verdict.ts';

/** What waits for a person stands among the reviews, where it is decided on; never where people copy from without a thought. */
export function toShownCommand(command: GatedCommand | null): GatedText | null {
  return command?.verdict === 'change'
    ? { verdict: 'withheld', reason: `a person has to decide on it (${command.effect})` }
    : command;
}
