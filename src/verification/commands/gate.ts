import type { GatedText } from '../../domain/verdict.ts';
import { type CommandShape, readOnlyCommands, secretKinds } from './read-only-commands.ts';

const longestCommand = 300;

/** Only words of these characters: nothing that a shell would expand, quote, chain or redirect. */
const plainWord = /^[A-Za-z0-9_./:=@%+,-]+$/;

const secretPaths = /(?:^|=)\/+(?:\.\/+)*(?:proc|etc\/+shadow|root|home)|\.(?:pem|key|env)$|\.\./;
/** Output formats of kubectl that print any file, and the column of ps that holds the environment. */
const secretValues = /-file\b|environ/;

function mayHoldSecrets(word: string): boolean {
  return [secretKinds, secretPaths, secretValues].some((pattern) => pattern.test(word));
}

function readFlags(words: readonly string[], shape: CommandShape): string | null {
  const seen = new Set<string>();
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      if (!shape.operands) return `"${word}" is not expected here`;
      if (mayHoldSecrets(word)) return `"${word}" may hold secrets`;
      continue;
    }
    const name = word.split('=')[0] ?? '';
    const takesValue = shape.flags.includes(`${name}=`);
    if (!takesValue && !shape.flags.includes(word)) return `the flag "${word}" is not known to be harmless`;
    seen.add(takesValue ? `${name}=` : word);
    if (!takesValue) continue;
    const glued = word.includes('=');
    if (!glued) index += 1;
    const value = glued ? word.slice(name.length + 1) : words[index];
    // Where a value is optional, as that of journalctl's -n, the next word is a flag of its own if it looks like one.
    if (value === undefined || (!glued && value.startsWith('-'))) return `the flag "${name}" has no value`;
    if (mayHoldSecrets(value)) return `"${value}" may hold secrets`;
  }
  const needs = shape.needs ?? [];
  return needs.length === 0 || needs.some((flag) => seen.has(flag))
    ? null
    : `it needs one of ${needs.join(', ')}`;
}

function decideReason(command: string): string | null {
  if (command === '') return 'it is empty';
  if (command.length > longestCommand) return `it is longer than ${longestCommand} characters`;
  const words = command.split(' ');
  const odd = words.find((word) => !plainWord.test(word));
  if (odd !== undefined) return 'it has characters that a shell may act on';
  const [binary = '', ...rest] = words;
  const shapes = Object.hasOwn(readOnlyCommands, binary) ? (readOnlyCommands[binary] ?? []) : [];
  if (shapes.length === 0) return `"${binary}" is not among the commands that are known to only read`;
  const reasons = shapes.map((shape) => {
    if (shape.subcommands === null) return readFlags(rest, shape);
    const [subcommand = '', ...words] = rest;
    if (!shape.subcommands.includes(subcommand)) return `"${binary} ${subcommand}" is not known to only read`;
    return readFlags(words, shape);
  });
  if (reasons.includes(null)) return null;
  return (
    reasons.find((reason) => reason !== null && !reason.endsWith('is not known to only read')) ??
    reasons[0] ??
    null
  );
}

/** Lets a suggested command through, byte for byte, when it is known to only read; withholds all else with a reason. */
export function gateCommand(command: string): GatedText {
  const reason = decideReason(command);
  return reason === null ? { verdict: 'shown', text: command } : { verdict: 'withheld', reason };
}
