/** Numbers that measure nothing, and stand in a cited text as they are told. */
import { containsName } from '../contains-name.ts';
import type { Numeral } from './numeral.ts';
import type { Reading } from './phrases.ts';
import type { Ruling } from './ruling.ts';
import type { Item } from './subjects.ts';

const code = /^[1-5]\d\d$/;
/** "returns 503", "logged HTTP 503", "the 503 that …" */
const beforeCode =
  /\b(?:https?|status|code|return(?:s|ed|ing)?|respond(?:s|ed|ing)?|answer(?:s|ed|ing)?|logg(?:ed|ing)|logs?|with|the|an?|these|of|upstream [\w-]{2,40})\s+(?:with\s+|an?\s+)?$/i;
/** "503 Service Unavailable", "503 errors" */
const afterCode =
  /^\s(?:Bad Request|Unauthorized|Forbidden|Not Found|Conflict|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out|errors?|responses?|answers?|status|codes?|that|from|also|so)\b|^[,.;:)]/i;
/** "the timeout of 1500ms": the key that stands before a value. */
const keyBefore = /(?<![\w.-])([a-z][\w.-]{2,60}) of $/i;
/** "timeout 1500ms to 400ms", "timeout from 1500ms to 400ms" */
const keyOfPair = /(?<![\w.-])([a-z][\w.-]{2,60}) (?:from )?$/i;
const arrow = /^ (?:to|→|->) $/;

/** The code of an answer that a cited log line tells. */
function findCode({ text, start, end }: Numeral, { sentence, items }: Reading): Item | undefined {
  if (!code.test(text)) return undefined;
  if (!beforeCode.test(sentence.slice(0, start)) || !/^(?:\W|$)/.test(sentence.slice(end))) return undefined;
  if (!afterCode.test(sentence.slice(end)) && sentence.slice(end).trim() !== '') return undefined;
  return items.find(
    (item) => item.ground.kind === 'logs' && containsName(item.ground.summary.toLowerCase(), text),
  );
}

function toLine(sign: string, key: string, value: string): RegExp {
  const [name, text] = [RegExp.escape(key), RegExp.escape(value)];
  return new RegExp(`^${sign}\\s*["']?${name}["']?\\s*[:=]\\s*["']?${text}(?![\\w.])`, 'im');
}

/** The value that a key has in the diff of a cited change, before or after it. */
function findValue({ text, start }: Numeral, { sentence, items }: Reading): Item | undefined {
  const [, key] = keyBefore.exec(sentence.slice(0, start)) ?? [];
  if (key === undefined) return undefined;
  const line = toLine('[+-]', key, text);
  return items.find(({ ground }) => ground.kind === 'change' && line.test(ground.text));
}

/** The values that a key had before the diff of a cited change and has after it, told this way round. */
function findPair(numeral: Numeral, { sentence, items, numerals }: Reading): Item | undefined {
  const [from, to] = numerals.flatMap((first) => {
    const second = numerals.find(({ start }) => arrow.test(sentence.slice(first.end, start)));
    return second !== undefined && (first === numeral || second === numeral) ? [first, second] : [];
  });
  if (from === undefined || to === undefined) return undefined;
  const [, key] = keyOfPair.exec(sentence.slice(0, from.start)) ?? [];
  if (key === undefined) return undefined;
  const [before, after] = [toLine('-', key, from.text), toLine('\\+', key, to.text)];
  return items.find(
    ({ ground }) => ground.kind === 'change' && before.test(ground.text) && after.test(ground.text),
  );
}

/** Found where a cited text has it so; null where none has, which others may make something of. */
export function judgeWritten(numeral: Numeral, reading: Reading): Ruling | null {
  const item = findCode(numeral, reading) ?? findValue(numeral, reading) ?? findPair(numeral, reading);
  return item === undefined ? null : { holds: true, item };
}
