import { type DiffHunk, type DiffLine, indentOf } from '../diff/diff-lines.ts';
import type { FlagFlip, FlagMode } from './flag-flips.ts';
import { type FlagName, isSameFlag, toFlagName } from './flag-name.ts';

/** In which state of the flag code runs. */
type State = 'on' | 'off';

interface Line extends DiffLine {
  readonly indent: number;
}

interface Block {
  readonly from: number;
  /** The place behind its last line. */
  readonly to: number;
}

const condition =
  /\b(?:if|elsif|elif|unless|when|while|case|guard)\b|\?(?![.?:])|&&|\|\||\band\b|\bor\b|\{\{-?\s*(?:if|with)\b/;
const decorator = /^(?:@|#\[)/;
const declaration =
  /^(?:(?:export|default|async|static|private|public|protected|internal|final|override|suspend|pub)\s+)*(?:(?:func|def|function|fn|fun|sub|class|record)\s+(?:\([^)]*\)\s*)?(?:self\.)?(\w+)|const\s+(\w+)\s*=\s*(?:async\s*)?(?:\([^)]*\)|\w+)[^=]*=>|(?:[\w<>[\],.?]+\s+)+(\w+)\s*\([^;]*\)\s*(?:throws\s+[\w., ]+)?\{$)/;
const assignment =
  /^(?:(?:export|const|let|var|final|static|private|public|protected|readonly|val|bool|boolean|string|String|auto|self|this)[\s.]+)*([A-Za-z_$][\w$]*)\s*(?::\s*[\w<>]+\s*(?==)|\s+bool\s*(?=`))?(?::?=(?!=)|:\s|`)(.*)$/;
const opens = /(?:[{:(]|\bthen|\bdo|=>|%\})\s*$/;
const closes = /^(?:[\]})]+[;,]?|end)$/;
const leaves = /^(?:return|continue|break|throw|raise|next|exit|panic)\b/;
const elseLine = /^(?:\}\s*)?else\b(?!\s*if)|^\{\{-?\s*else\s*-?\}\}/;
const token =
  /["'`]([\w./:-]{2,80})["'`]|[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|->[A-Za-z_]\w*|::[A-Za-z_]\w*)*/g;
const negatedBefore =
  /(?:^|[^=!<>])!(?![=])[\s(]*(?:await\s*)?[\w.$\s([?]*["'`]?$|\bnot\s+[\w.$\s([]*["'`]?$|\bunless\b/;
const negatedAfter =
  /^[^&|?]*?(?:===?|\bis|-eq)\s*["'`]?(?:false|off|0|disabled|control|none|nil|null)\b|^[^&|?]*?(?:!==?|\bis not|-ne)\s*["'`]?(?:true|on|1|enabled)\b/i;

function toLines(hunk: DiffHunk): readonly Line[] {
  return hunk.lines
    .filter(({ sign, code }) => sign !== '-' && code !== '')
    .map((line) => ({ ...line, indent: indentOf(line.text) }));
}

function opposite(state: State): State {
  return state === 'on' ? 'off' : 'on';
}

interface Mention {
  readonly from: number;
  readonly to: number;
  readonly negated: boolean;
}

type Aliases = ReadonlyMap<string, boolean>;

const unequalBefore = /(?:!==?|\bis not|\bnot in|-ne)[\s([{]*$|\bunless\b.*$/;
const comparesWith =
  /(?:[!=]==?|\bis|\bis not|\bin|-eq|-ne|\.equals)[\s([{]*$|^(?:case|when)\b[\s(]*$|\|\s*$/;

/** Where a line asks whether a setting is one word or the other; it need not name the setting, in the branches of a switch. */
function findModeMention(code: string, { from, to }: FlagMode): Mention | null {
  for (const found of code.matchAll(token)) {
    const [text, quoted] = found;
    const before = code.slice(0, found.index);
    if ((quoted !== to && quoted !== from) || !comparesWith.test(before)) continue;
    return {
      from: found.index,
      to: found.index + text.length,
      negated: (quoted === from) !== unequalBefore.test(before),
    };
  }
  return null;
}

/** Where a line names the flag or what was made of it, and whether it asks for the contrary. */
function findMention(code: string, names: readonly FlagName[], aliases: Aliases): Mention | null {
  for (const found of code.matchAll(token)) {
    const [text, quoted] = found;
    const name = toFlagName(quoted ?? text);
    const alias = quoted === undefined ? aliases.get(text.split(/\.|->|::/).at(-1) ?? '') : undefined;
    if (alias === undefined && !names.some((one) => isSameFlag(one, name))) continue;
    const [from, to] = [found.index, found.index + text.length];
    const before =
      code
        .slice(0, from)
        .split(/&&|\|\||\band\b|\bor\b/)
        .at(-1) ?? '';
    const asksFor = negatedBefore.test(before) !== negatedAfter.test(code.slice(to));
    return { from, to, negated: asksFor !== (alias ?? false) };
  }
  return null;
}

/** The lines that stand deeper than one, behind it. */
function blockBehind(lines: readonly Line[], head: number): Block {
  const { indent = 0 } = lines[head] ?? {};
  let to = head + 1;
  while ((lines[to]?.indent ?? -1) > indent) to += 1;
  return { from: head + 1, to };
}

/** What stands for the flag: variables, constants, fields and functions that are made of it. */
function findAliases(all: readonly (readonly Line[])[], names: readonly FlagName[]): Aliases {
  const aliases = new Map<string, boolean>();
  for (let round = 0; round < 2; round += 1) {
    for (const lines of all) {
      for (const [place, { code }] of lines.entries()) {
        const mention = findMention(code, names, aliases);
        if (mention === null) continue;
        const [, target, value = ''] = assignment.exec(code) ?? [];
        const isFlag = !/\?(?![.?])|\belse\b/.test(value) && mention.from >= code.length - value.length - 1;
        if (target !== undefined && target.length > 2 && isFlag) aliases.set(target, mention.negated);
        if (!/^return\b/.test(code)) continue;
        const head = lines.slice(0, place).findLast(({ code: text }) => declaration.test(text));
        const name = head === undefined ? undefined : declaration.exec(head.code)?.slice(1).find(Boolean);
        const isAll = !/[?{]/.test(code);
        if (name !== undefined && isAll) aliases.set(name, mention.negated);
      }
    }
  }
  return aliases;
}

/** What takes the place of a line in either state: `x = flag ? a : b`, `x = a if flag else b`. */
interface Choice {
  readonly on: string;
  readonly off: string;
}

function toChoice(code: string, { to, negated }: Mention): Choice | null {
  const mark = code.slice(to).search(/\?(?![.?])/);
  if (mark >= 0) {
    const [, rest = ''] = /^\?\s*(.*)$/.exec(code.slice(to + mark)) ?? [];
    const colon = rest.search(/\s:\s|\s:$/);
    if (colon < 0) return null;
    const head = code.slice(0, Math.max(code.search(/(?:[=(:,]|\breturn\b)\s*(?![=>])/), 0));
    const lead = `${head}${/(?:[=(:,]|\breturn)\s*/.exec(code.slice(head.length))?.[0] ?? ''}`;
    const [yes, no] = [`${lead}${rest.slice(0, colon)}`, `${lead}${rest.slice(colon + 2).trim()}`];
    return negated ? { on: no, off: yes } : { on: yes, off: no };
  }
  const [, lead = '', yes = '', asked = '', no = ''] =
    /^(.*?(?:=|\(|\breturn\b)\s*)(.+?)\s+if\s+(.+?)\s+else\s+(.+)$/.exec(code) ?? [];
  if (asked === '') return null;
  return negated ? { on: lead + no, off: lead + yes } : { on: lead + yes, off: lead + no };
}

interface Marks {
  readonly states: Map<Line, State>;
  readonly choices: Map<Line, Choice>;
}

function markBlock(
  lines: readonly Line[],
  { from, to }: Block,
  options: { state: State; keptToo: boolean; marks: Marks },
): void {
  const { state, keptToo, marks } = options;
  for (const line of lines.slice(from, to)) {
    if (!closes.test(line.code) && (line.sign === '+' || keptToo))
      marks.states.set(line, marks.states.get(line) ?? state);
  }
}

/** Templates are not indented by what they ask. */
function templateBlock(lines: readonly Line[], head: number): Block {
  let depth = 1;
  let to = head + 1;
  for (; to < lines.length && depth > 0; to += 1) {
    const code = lines[to]?.code ?? '';
    if (/\{\{-?\s*(?:if|with|range|define|block)\b/.test(code)) depth += 1;
    if (/\{\{-?\s*end\b/.test(code)) depth -= 1;
  }
  return { from: head + 1, to: Math.max(head + 1, to - 1) };
}

/** The line whose block a condition decides on: its own, or that which ends a condition of several lines. */
function headOf(lines: readonly Line[], place: number): number | null {
  const line = lines[place];
  if (line === undefined) return null;
  if (opens.test(line.code) || /^(?:if|unless|when|elsif)\b(?!.*[;{}]\s*$)/.test(line.code))
    return (lines[place + 1]?.indent ?? -1) > line.indent ? place : null;
  const end = lines
    .slice(place + 1, place + 4)
    .findIndex(({ code, indent }) => indent < line.indent && opens.test(code));
  return end < 0 ? null : place + 1 + end;
}

function markCondition(
  lines: readonly Line[],
  place: number,
  options: { mention: Mention; marks: Marks },
): void {
  const { mention, marks } = options;
  const line = lines[place];
  if (line === undefined) return;
  const state: State = mention.negated ? 'off' : 'on';
  const keptToo = line.sign === '+';
  if (decorator.test(line.code)) {
    let head = place + 1;
    while (decorator.test(lines[head]?.code ?? '')) head += 1;
    markBlock(lines, { from: head, to: blockBehind(lines, head).to }, { state, keptToo, marks });
    return;
  }
  if (!condition.test(line.code)) return;
  if (/\{\{/.test(line.code)) {
    markBlock(lines, templateBlock(lines, place), { state, keptToo, marks });
    return;
  }
  const choice = toChoice(line.code, mention);
  if (choice !== null) {
    if (keptToo) marks.choices.set(line, choice);
    return;
  }
  const head = headOf(lines, place);
  const block = head === null ? { from: place, to: place + 1 } : blockBehind(lines, head);
  markBlock(lines, block, { state, keptToo, marks });
  const after = lines[block.to];
  const otherwise = [block.to, block.to + 1].find((at) => elseLine.test(lines[at]?.code ?? ''));
  if (head !== null && after !== undefined && otherwise !== undefined) {
    markBlock(lines, blockBehind(lines, otherwise), { state: opposite(state), keptToo, marks });
    return;
  }
  const last = lines[block.to - 1]?.code ?? '';
  const ends =
    head === null
      ? /[\s:)](?:return|continue|break|throw|raise)\b/.test(last) || leaves.test(last)
      : leaves.test(last);
  if (!ends || after === undefined) return;
  let to = block.to;
  while ((lines[to]?.indent ?? -1) >= line.indent) to += 1;
  markBlock(lines, { from: block.to, to }, { state: opposite(state), keptToo: false, marks });
}

/** What is called only from behind the flag stands behind it as well. */
function markCalled(all: readonly (readonly Line[])[], marks: Marks): void {
  for (let round = 0; round < 3; round += 1) {
    for (const lines of all) {
      for (const [place, line] of lines.entries()) {
        const name = declaration.exec(line.code)?.slice(1).find(Boolean);
        if (name === undefined || line.sign !== '+' || marks.states.has(line)) continue;
        const uses = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`);
        const users = all
          .flat()
          .filter(
            (one) => one !== line && !/^(?:import|from|use|require)\b/.test(one.code) && uses.test(one.code),
          );
        const states = new Set(users.map((one) => marks.states.get(one) ?? null));
        const [state] = states;
        if (states.size !== 1 || state == null) continue;
        markBlock(lines, { from: place, to: blockBehind(lines, place).to }, { state, keptToo: false, marks });
      }
    }
  }
}

function print({ file, context }: DiffHunk, lines: readonly string[]): string {
  const heading = file === null ? '' : `--- a/${file}\n+++ b/${file}\n`;
  return `${heading}@@ -1 +1 @@ ${context}\n${lines.join('\n')}`;
}

/**
 * What it does to the running code when a flag is turned to a state, as the diff that would do the same: what a change put
 * behind the flag appears or goes. Null when the change does not ask for the flag.
 */
export function toFlipDiff(
  hunks: readonly DiffHunk[],
  { names, mode }: Pick<FlagFlip, 'names' | 'mode'>,
  target: State,
): string | null {
  const all = hunks.map(toLines);
  const aliases = mode === null ? findAliases(all, names) : new Map();
  const marks: Marks = { states: new Map(), choices: new Map() };
  for (const lines of all) {
    for (const [place, { code }] of lines.entries()) {
      const mention = mode === null ? findMention(code, names, aliases) : findModeMention(code, mode);
      if (mention !== null) markCondition(lines, place, { mention, marks });
    }
  }
  markCalled(all, marks);
  if (marks.states.size === 0 && marks.choices.size === 0) return null;
  const printed = hunks.flatMap((hunk, index) => {
    const lines = all[index] ?? [];
    if (!lines.some((line) => marks.states.has(line) || marks.choices.has(line))) return [];
    const shown = lines.flatMap((line) => {
      const choice = marks.choices.get(line);
      if (choice !== undefined) return [`-${choice[opposite(target)]}`, `+${choice[target]}`];
      const state = marks.states.get(line);
      const sign = state === undefined ? ' ' : state === target ? '+' : '-';
      return [`${sign}${line.text}`];
    });
    return [print(hunk, shown)];
  });
  return `${printed.join('\n')}\n`;
}
