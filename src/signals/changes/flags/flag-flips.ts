import type { ObservedChange } from '../../../domain/observation.ts';
import { type DiffHunk, type DiffLine, indentOf, parseDiffLines } from '../diff/diff-lines.ts';
import { isHarmless, toFileKind } from '../diff/file-kind.ts';
import { type FlagName, toFlagName } from './flag-name.ts';

/** A flag that a change turns on or off, or of which it changes how many get it. */
export interface FlagFlip {
  /** As the change has it. */
  readonly name: string;
  readonly names: readonly FlagName[];
  /** 0–100, the share that gets it; null when it was not set before, or nobody says. */
  readonly from: number | null;
  readonly to: number;
  readonly isOn: boolean;
  /** 0–1: how much of the larger share is new, or gone. */
  readonly share: number;
  /** Where it is no switch but one word of several: "append" before, "append_and_snapshot" now. */
  readonly mode: FlagMode | null;
}

/** What a setting of several words was, and what it is now. */
export interface FlagMode {
  readonly from: string;
  readonly to: string;
}

const levels: Readonly<Record<string, number>> = {
  ...{ on: 100, true: 100, yes: 100, enabled: 100, enable: 100, active: 100, launched: 100, all: 100 },
  ...{ off: 0, false: 0, no: 0, disabled: 0, disable: 0, inactive: 0, none: 0, killed: 0, control: 0 },
};

/** The share that a value stands for; null when it is none. `1` is everybody beside `0` only. */
function toLevel(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[,;]+$/, '')
    .replaceAll(/["'`]/g, '')
    .trim()
    .toLowerCase();
  const word = levels[plain];
  if (word !== undefined) return word;
  const [, digits] = /^(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(plain) ?? [];
  const number = digits === undefined ? null : Number(digits);
  return number === null || number > 100 ? null : number;
}

/** How much of it is new, when nobody says how much there was before. */
const unknownShare = 0.8;

function toFlip(
  name: string,
  names: readonly FlagName[],
  { from, to }: { readonly from: number | null; readonly to: number },
): FlagFlip | null {
  const known = names.filter(({ length }) => length > 0);
  if (known.length === 0 || from === to || (from === null && to === 0)) return null;
  const share = from === null ? unknownShare : Math.abs(to - from) / Math.max(to, from);
  return { name, names: known, from, to, isOn: from === null || to > from, share, mode: null };
}

/** Keys that say how a flag is set; the flag is what they belong to. */
const stateKey =
  /^(?:enabled?|disabled?|on|off|active|killed|rollout|rollout_?percent(?:age)?|percent(?:age)?|weight|value|default|state|status|variation|default_?variant|default_?rule|traffic|traffic_?percent(?:age)?|share|serve|variant|true|fallthrough|production|prod|live|all|everyone|data)$/i;
const invertedKey = /^(?:disabled?|off|killed)$/i;
/** Keys whose value is the name of what they stand beside. */
const nameKey = /^(?:name|key|id|slug|flag|feature|toggle)$/i;
/** Numbers of these are no shares. */
const amountKey =
  /(?:^|_)(?:time_?outs?|ms|secs?|seconds?|minutes?|hours?|days?|size|max|min|limits?|count|ttl|interval|pool|conns?|connections?|retry|retries|port|replicas|threads|workers|memory|cpu|version|batch|length|depth|buffer|delay|expires?|price|amount|attempts)(?:_|$)/;
const otherEnvironment =
  /(?:^|[^a-z])(?:staging|stage|dev|develop|development|sandbox|local|preview|qa|uat|test)(?:[^a-z]|$)/i;

interface Setting {
  readonly path: readonly string[];
  readonly value: string;
}

const header = /^\[{1,2}"?([\w.:/ -]+)"?\]{1,2}$/;
const block = /^(?:resource|module|variable|feature|flag|toggle)?\s*((?:"[^"]+"\s*)+)\{$/;
const pair = /^["'`]?(?:--)?([A-Za-z_][\w./$-]*)["'`]?\s*(?:\??:(?!:)|=>|:=|=(?!=)|\s(?=["'\d]))\s*(.*)$/;
const declaring = /^(?:(?:export|const|let|var|final|static|public|private|readonly|ENV|ARG|set)\s+)+/;
const inlinePair =
  /["'`]?([A-Za-z_][\w./-]*)["'`]?\s*[:=]\s*["'`]?(\d+(?:\.\d+)?%?|true|false|on|off|enabled|disabled)\b/gi;

interface Scope {
  readonly indent: number;
  readonly names: string[];
}

/** Settings in the touched lines of one side, by the names of all that they stand in. Names of items may stand behind them. */
function readSettings(lines: readonly DiffLine[], sign: '+' | '-'): readonly Setting[] {
  let scopes: Scope[] = [{ indent: -2, names: [] }];
  const found: { scopes: readonly Scope[]; key: string; value: string }[] = [];
  for (const line of lines) {
    if (line.code === '' || (line.sign !== ' ' && line.sign !== sign)) continue;
    let indent = indentOf(line.text);
    let code = line.code;
    scopes = scopes.filter((scope) => scope.indent < indent);
    const [, section] = header.exec(code) ?? [];
    if (section !== undefined) {
      scopes = [{ indent: -1, names: [section] }];
      continue;
    }
    const [, quoted] = block.exec(code) ?? [];
    if (quoted !== undefined) {
      scopes.push({ indent, names: [...quoted.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name) });
      continue;
    }
    if (/^-\s+(?!-)/.test(code)) {
      scopes.push({ indent, names: [] });
      indent += 2;
      code = code.replace(/^-\s+/, '');
    } else if (code === '{' || code === '[') {
      scopes.push({ indent, names: [] });
      continue;
    }
    code = code.replace(declaring, '');
    const [, key, rest = ''] = pair.exec(code) ?? [];
    const inline = [...(key === undefined ? code : rest).matchAll(inlinePair)];
    const own = key === undefined ? [] : [{ indent, names: [key] }];
    if (line.sign === sign && key !== undefined) found.push({ scopes: [...scopes], key, value: rest });
    if (line.sign === sign)
      for (const [, inner = '', value = ''] of inline)
        found.push({ scopes: [...scopes, ...own], key: inner, value });
    if (key === undefined) continue;
    if (nameKey.test(key)) scopes.at(-1)?.names.push(rest.replaceAll(/["'`,;]/g, '').trim());
    if (/^(?:[{[(&|>].*)?$/.test(rest) && !/[}\])],?$/.test(rest)) scopes.push({ indent, names: [key] });
  }
  return found.map(({ scopes: around, key, value }) => ({
    path: [...around.flatMap(({ names }) => names), key],
    value,
  }));
}

function toSnake(key: string): string {
  return key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase();
}

/** Settings that choose one way of several, by a word that code compares them with. */
const modeKey =
  /(?:^|_)(?:mode|strategy|impl|implementation|backend|engine|provider|driver|algo|algorithm|variant|variation|treatment|policy|type|kind|format|codec|style|source|path|pipeline|router?|scheme)$/;

function toMode({ value }: Setting): string | null {
  const [, word] = /^["'`]?([A-Za-z][\w.-]{1,60})["'`]?[,;]?$/.exec(value.trim()) ?? [];
  return word ?? null;
}

function toModeFlip(before: Setting, after: Setting, names: readonly string[]): FlagFlip | null {
  const [from, to] = [toMode(before), toMode(after)];
  const [name = ''] = names;
  if (from === null || to === null || from === to || !modeKey.test(toSnake(name))) return null;
  const flip = toFlip(name, names.map(toFlagName), { from: 0, to: 100 });
  return flip === null ? null : { ...flip, mode: { from, to } };
}

function ofSettings(before: Setting | undefined, after: Setting | undefined): FlagFlip | null {
  const { path = [] } = after ?? before ?? {};
  const key = path.at(-1) ?? '';
  if (path.some((part) => otherEnvironment.test(part))) return null;
  const isState = stateKey.test(key);
  const owner = path.findLast((part) => !stateKey.test(part)) ?? key;
  const [from, to] = [before, after].map((one) => (one === undefined ? null : toLevel(one.value)));
  if (before !== undefined && after !== undefined && (from === null || to === null))
    return toModeFlip(before, after, [owner, path.join('.'), ...(isState ? [] : [key])]);
  if ((before !== undefined && from === null) || (after !== undefined && to === null)) return null;
  const texts = `${before?.value ?? ''} ${after?.value ?? ''}`;
  const isAmount = amountKey.test(toSnake(owner)) || (!isState && /\d\.\d/.test(texts));
  if (/\d/.test(texts) && isAmount) return null;
  // Of one and nothing, one is everybody.
  const isShare = [from, to].some((level) => (level ?? 0) > 1);
  const scale = (level: number): number => (isShare ? level : level * 100);
  const turn = (level: number): number => (invertedKey.test(key) ? 100 - scale(level) : scale(level));
  const names = [owner, path.join('.'), ...(isState ? [] : [key])].map(toFlagName);
  return toFlip(isState ? owner : key, names, {
    from: from === null || from === undefined ? null : turn(from),
    to: to === null || to === undefined ? 0 : turn(to),
  });
}

const named = /["'`]([\w./:-]{3,80})["'`]/;
const literal = /\b(?:true|false|True|False|\d{1,3}%?)(?!["'`\w.-])/g;

/** `flags.define("cart.tiers", false)`: the name stands in the line, not before a colon. */
function ofCalls(removed: readonly string[], added: readonly string[]): readonly FlagFlip[] {
  return removed.flatMap((before) => {
    const [, name] = named.exec(before) ?? [];
    const shape = before.replaceAll(literal, '§');
    const after = added.find((line) => line !== before && line.replaceAll(literal, '§') === shape);
    if (name === undefined || after === undefined) return [];
    const [from, to] = [before.match(literal)?.at(-1), after.match(literal)?.at(-1)];
    const setting = (value = ''): Setting => ({ path: [name], value });
    return ofSettings(setting(from), setting(to)) ?? [];
  });
}

function ofHunk({ file, lines }: DiffHunk): readonly FlagFlip[] {
  if (file !== null && isHarmless(toFileKind(file))) return [];
  const [before, after] = [readSettings(lines, '-'), readSettings(lines, '+')];
  const keyOf = ({ path }: Setting): string => path.join('\0');
  const [old, now] = [before, after].map((list) => new Map(list.map((one) => [keyOf(one), one])));
  const keys = new Set([...before, ...after].map(keyOf));
  const flips = [...keys].flatMap((key) => ofSettings(old?.get(key), now?.get(key)) ?? []);
  const said = (sign: '+' | '-'): readonly string[] =>
    lines.flatMap((line) => (line.sign === sign && line.code !== '' ? [line.code] : []));
  return flips.length > 0 ? flips : ofCalls(said('-'), said('+'));
}

const arrow = /([\w.%]+)\s*(?:->|→|=>)\s*([\w.%]+)|\bfrom\s+([\w.%]+)\s+to\s+([\w.%]+)/i;
const turnsOff =
  /\b(?:turn(?:s|ed|ing)? (?:\S+ )?off|switch(?:es|ed)? (?:\S+ )?off|disabl\w+|deactivat\w+|kill\w*|roll(?:s|ed)? (?:\S+ )?back|off)\b/i;
const turnsOn =
  /\b(?:turn(?:s|ed|ing)? (?:\S+ )?on|switch(?:es|ed)? (?:\S+ )?on|enabl\w+|activat\w+|launch\w*|roll(?:s|ed|ing)? (?:\S+ )?out|rollout|ramp\w*|rais\w+|increas\w+|expand\w*|on)\b/i;
const share = /(\d{1,3}(?:\.\d+)?)\s*%/;

/** What the summary of an event says that became of the flag. */
function readTurn(text: string): { readonly from: number | null; readonly to: number } | null {
  const [, a, b, c, d] = arrow.exec(text) ?? [];
  const [from, to] = [toLevel(a ?? c ?? ''), toLevel(b ?? d ?? '')];
  if (from !== null && to !== null) {
    const isShare = Math.max(from, to) > 1 || /%/.test(text);
    return isShare ? { from, to } : { from: from * 100, to: to * 100 };
  }
  if (turnsOff.test(text) && !share.test(text)) return { from: 100, to: 0 };
  const [, percent] = share.exec(text) ?? [];
  if (percent !== undefined) return { from: null, to: Number(percent) };
  return turnsOn.test(text) ? { from: 0, to: 100 } : null;
}

const eventKind = /flag|toggle|feature|config|experiment|rollout|setting|switch/i;
const givenName = /[A-Za-z][\w]*(?:[._:/-][\w]+)+|\b[a-z]+(?:[A-Z]\w*)+/g;

function ofEvent({ id, kind, summary, version, service }: ObservedChange): readonly FlagFlip[] {
  if (!eventKind.test(kind)) return [];
  const text = `${summary ?? ''} ${version ?? ''}`;
  const turn = readTurn(text.replaceAll(id, ' '));
  if (turn === null || otherEnvironment.test(`${text.replaceAll(id, ' ')} ${service ?? ''}`)) return [];
  const flip = toFlip(id, [id, ...(text.match(givenName) ?? [])].map(toFlagName), turn);
  return flip === null ? [] : [flip];
}

/**
 * The flags that a change flips: by its diff of a configuration in any of the common formats, whose levels of keys and names
 * of items are seen, or by the words of an event.
 */
export function readFlagFlips(change: ObservedChange): readonly FlagFlip[] {
  return change.diff === null ? ofEvent(change) : parseDiffLines(change.diff, change.files).flatMap(ofHunk);
}
