import type { CommandPart, CommandVerdict } from './command-verdict.ts';
import { describeEffect, describeUndo } from './describe-effect.ts';
import { plainBinary, runners } from './limits.ts';
import type { CommandPolicy } from './policy.ts';
import { loadShellParser, type ParseShell } from './shell/grammar.ts';
import { readShell, type ShellPart } from './shell/read-shell.ts';
import type { CommandForm, CompiledBinary } from './table/command-rules.ts';
import { readWords, type WordsReading } from './table/read-words.ts';

type PartVerdict =
  | { readonly verdict: 'read-only' }
  | {
      readonly verdict: 'mutating';
      readonly effect: string;
      /** The words to add for a dry run. */
      readonly dryRun: string | null;
      readonly undo: string | null;
    }
  | { readonly verdict: 'refused'; readonly reason: string };

const refused = (reason: string): PartVerdict => ({ verdict: 'refused', reason });

interface PartContext {
  readonly policy: CommandPolicy;
  readonly part: ShellPart;
  /** Whether another program reads its output. */
  readonly isPiped: boolean;
}

/** Whether the words are there in this order, whatever stands between them: flags with their values may. */
function matchesWords([binary, ...words]: readonly string[], denied: readonly string[]): boolean {
  const [first, ...rest] = denied;
  let at = 0;
  for (const word of rest) {
    at = words.indexOf(word, at) + 1;
    if (at === 0) return false;
  }
  return binary === first;
}

/**
 * `--help` and `--version` alone, behind no more than the words of a form that reads. What opens a pager for what it shows,
 * as all of systemd does, does so for its help, too.
 */
function asksForHelp(words: readonly string[], binary: CompiledBinary, isPiped: boolean): boolean {
  const asked = words.at(-1) ?? '';
  if (!/^(--help|--version)$/.test(asked) || binary.never.has(asked)) return false;
  const isPaged = asked === '--help' && !isPiped && binary.forms.some(({ pages }) => pages);
  if (isPaged && !words.includes('--no-pager')) return false;
  const before = words.slice(0, -1).filter((word) => word !== '--no-pager' || !isPaged);
  return binary.forms.some(
    ({ words: places, effect }) =>
      effect === null &&
      before.length <= places.length &&
      before.every((word, at) => places[at]?.includes(word) === true),
  );
}

/** Whether the words of the form's dry run are there already. */
function isDryRun(form: CommandForm, reading: Extract<WordsReading, { ok: true }>): boolean {
  const [name] = form.dryRun?.split(/[ =]/) ?? [];
  if (name === undefined) return false;
  const given = reading.flags.get(name);
  return given === undefined
    ? [...reading.behind.values()].some((typed) => typed.includes(name))
    : !given.includes('none');
}

function judgeForm(
  form: CommandForm,
  reading: Extract<WordsReading, { ok: true }>,
  context: PartContext,
): PartVerdict {
  const { part, isPiped } = context;
  if (form.pages && !isPiped && !reading.flags.has('--no-pager')) {
    return refused('it opens a pager; it needs --no-pager');
  }
  if (part.after === '|' && !form.readsInput)
    return refused(`"${part.words[0]}" does not belong behind a pipe`);
  if (form.effect === null) return { verdict: 'read-only' };
  const effect = describeEffect(form.effect, reading);
  if (isDryRun(form, reading)) {
    return { verdict: 'mutating', effect: `only says what it would do: ${effect}`, dryRun: null, undo: null };
  }
  return { verdict: 'mutating', effect, dryRun: form.dryRun, undo: describeUndo(form, reading) };
}

/** The forms of which every word is there, if there are any: most forms need not be read to be ruled out. */
function findLikely({ forms }: CompiledBinary, words: readonly string[]): readonly CommandForm[] {
  const likely = forms.filter((form) =>
    form.words.every((place) => place.some((word) => words.includes(word))),
  );
  return likely.length > 0 ? likely : forms;
}

/** By all rules of a binary. Whoever fits a form that changes something is taken to change something. */
function judgeWords(words: readonly string[], context: PartContext): PartVerdict {
  const { policy } = context;
  const [name = '', ...rest] = words;
  const rules = policy.rulesOf(name);
  let nearest: { readonly reason: string; readonly nearness: number } | null = null;
  let verdict: PartVerdict | null = null;
  for (const binary of rules) {
    if (context.part.after !== '|' && asksForHelp(rest, binary, context.isPiped))
      return { verdict: 'read-only' };
    for (const form of findLikely(binary, rest)) {
      const reading = readWords(rest, { binary, form, scope: policy.scope });
      if (!reading.ok) {
        if (nearest === null || reading.nearness > nearest.nearness) nearest = reading;
        continue;
      }
      const found = judgeForm(form, reading, context);
      if (found.verdict === 'mutating') return found;
      if (verdict === null || verdict.verdict === 'refused') verdict = found;
    }
  }
  return (
    verdict ?? refused(nearest?.reason ?? `"${name}" is not among the commands that are known to only read`)
  );
}

function judgePart(context: PartContext): PartVerdict {
  const { policy, part } = context;
  let { words } = part;
  if (words[0] === 'sudo') {
    if (!policy.sudo) return refused('sudo is refused; the policy may allow it');
    words = words.slice(words[1] === '-n' ? 2 : 1);
  }
  const [name = ''] = words;
  if (!plainBinary.test(name)) return refused(`"${name}" is not the plain name of a program`);
  const denied = policy.denied.find((one) => matchesWords(words, one.words));
  if (denied !== undefined) return refused(denied.reason);
  if (policy.rulesOf(name).length === 0) {
    return refused(
      runners.has(name)
        ? `"${name}" runs other programs`
        : `"${name}" is not among the commands that are known to only read`,
    );
  }
  return judgeWords(words, context);
}

const toPart = ({ words: [binary = '', ...words] }: ShellPart): CommandPart => ({ binary, words });

/** Says of a command whether it only reads. It is looked at, never run. */
export type CommandGate = (command: string) => CommandVerdict;

/** The gate by this policy, when the grammar of bash has been loaded. */
export async function createCommandGate(policy: CommandPolicy): Promise<CommandGate> {
  const parse = await loadShellParser();
  return (command) => judgeCommand(command, policy, parse);
}

function judgeCommand(command: string, policy: CommandPolicy, parse: ParseShell): CommandVerdict {
  const reading = readShell(command, parse);
  if (!reading.ok) return { verdict: 'refused', reason: reading.reason, parts: [] };
  const parts = reading.parts.map(toPart);
  const refuse = (reason: string): CommandVerdict => ({ verdict: 'refused', reason, parts });
  if (!policy.chains && reading.parts.some(({ after }) => after !== '' && after !== '|')) {
    return refuse('it is more than one command; each is to be suggested by itself');
  }
  for (const [at, part] of reading.parts.entries()) {
    const isPiped = reading.parts[at + 1]?.after === '|';
    const judged = judgePart({ policy, part, isPiped });
    if (judged.verdict === 'refused') return refuse(judged.reason);
    if (judged.verdict === 'read-only') continue;
    // What changes something is decided on by itself, without anything that could hide it.
    if (reading.parts.length > 1) return refuse('it joins a command that changes something with others');
    const { effect, dryRun, undo } = judged;
    return {
      verdict: 'mutating',
      parts,
      effect,
      dryRun: dryRun === null ? null : `${command} ${dryRun}`,
      undo,
    };
  }
  return { verdict: 'read-only', parts };
}
