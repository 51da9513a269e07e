/** From what to what a change went, against what a sentence says: "from on to off" of what went from off to on. */
import { containsName } from '../contains-name.ts';
import type { Numeral } from './numeral.ts';
import { findNumerals } from './numerals.ts';
import type { Relation } from './relation.ts';
import { type Item, toRoots } from './subjects.ts';

interface Passage {
  /** What it is that changed; empty where only the summary tells of it. */
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

const word = '([\\w.+-]*\\w)';
const arrow = new RegExp(`(?:${word}(?: from|:|=)? )?${word}\\s?(?:->|→|=>)\\s?${word}`, 'g');
const fromTo = new RegExp(`(?:${word} )?from ${word} to ${word}`, 'g');
const amount = '([\\d.]+(?: ?(?:ms|s|sec|min|h|hours?|days?|[KMGT]i?B|%))?)';
const instead = new RegExp(
  `\\b${amount} (?:[a-z]+ )?(?:instead of|rather than) (?:every |once |the )?${amount}`,
  'gi',
);
const effect = /^its diff changed (\S+) (.{1,60}?) → (.{1,60})$/gm;
const mostPairs = 40;

/** Lines of a diff of which only one word changed: `level: info` and `level: debug`. */
function listDiffPairs(text: string): readonly Passage[] {
  const lines = text.split('\n');
  const split = (sign: string): readonly (readonly string[])[] =>
    lines
      .filter((line) => line.startsWith(sign))
      .slice(0, mostPairs)
      .map((line) => line.slice(1).trim().split(/\s+/));
  const added = split('+');
  return split('-').flatMap((before) =>
    added.flatMap((after): readonly Passage[] => {
      if (before.length < 2 || before.length !== after.length) return [];
      const changed = before.flatMap((one, index) => (one === after[index] ? [] : [index]));
      const [at, second] = changed;
      if (at === undefined || second !== undefined) return [];
      const bare = (one: string | undefined): string => (one ?? '').replaceAll(/^["']|["',;:]+$/g, '');
      // `20 * time.Minute` is one value.
      const isTimed = before[at - 1] === '*' && at >= 2;
      const start = isTimed ? at - 2 : at;
      const toValue = (line: readonly string[]): string =>
        line
          .slice(start, at + 1)
          .map(bare)
          .join(' ');
      return [{ name: bare(before[start - 1]), from: toValue(before), to: toValue(after) }];
    }),
  );
}

function listPassages({ ground }: Item): readonly Passage[] {
  return [
    ...[arrow, fromTo].flatMap((pattern) =>
      [...`${ground.subject}\n${ground.summary}`.matchAll(pattern)].map(
        ([, name = '', from = '', to = '']) => ({ name, from, to }),
      ),
    ),
    ...[...ground.summary.matchAll(instead)].map(([, to = '', from = '']) => ({ name: '', from, to })),
    ...[...ground.text.matchAll(effect)].map(([, name = '', from = '', to = '']) => ({ name, from, to })),
    ...listDiffPairs(ground.text),
  ].filter(({ from, to }) => from !== to && from !== '' && to !== '');
}

const more =
  /\b(?:rais|increas|lengthen|extend|prolong|bump|enlarg|widen)(?:e[sd]?|ed|ing|s)\b|\b(?:became|made|makes|is|are|got|gets) (?:(?:it|the|its|\S+) )?(?:[\w.]+ times |much |far )?(?:longer|higher|larger|greater|bigger)\b/i;
const moreOf = /\b(?:longer|higher|larger|greater|bigger) $/i;
const lessOf = /\b(?:shorter|lower|smaller) $/i;
const less =
  /\b(?:lower|shorten|reduc|cut|decreas|trimm|shrank|shrunk|tighten)(?:e[sd]?|ed|ing|s|ting)?\b|\b(?:became|made|makes|is|are|got|gets) (?:(?:it|the|its|\S+) )?(?:[\w.]+ times |much |far )?(?:shorter|lower|smaller)\b/i;

/** Where a setting is named: as it is written, or by the last word of it, "the TTL". */
function findSetting(text: string, name: string): number {
  const bare = name.replaceAll(/^\W+|\W+$/g, '');
  if (bare.length < 3) return -1;
  const whole = text.toLowerCase().indexOf(bare.toLowerCase());
  const last = bare.match(/[A-Z]{2,}$|[A-Z][a-z]+$|[a-z]+$/)?.[0] ?? '';
  return whole !== -1 || last.length < 3 ? whole : text.search(new RegExp(`\\b${last}\\b`, 'i'));
}

/** Whether a text says that what a passage made more of was made less, or the other way round. */
function findWrongWay(
  text: string,
  { name, from, to }: Passage,
): { readonly text: string; readonly at: number } | null {
  const [start, end] = [findNumerals(spell(from))[0], findNumerals(spell(to))[0]];
  const at = findSetting(text, name);
  if (at === -1 || start === undefined || end === undefined || start.dimension !== end.dimension) return null;
  const ahead = text.slice(0, at);
  const [up, down] = [more.exec(text) ?? moreOf.exec(ahead), less.exec(text) ?? lessOf.exec(ahead)];
  const said = up ?? down;
  if (said === null || (up !== null && down !== null) || start.value === end.value) return null;
  const isUp = end.value > start.value;
  const isNear = Math.abs(said.index - at) < nearLetters;
  return isNear && isUp !== (up !== null) && !supposed.test(text) ? { text: said[0], at: said.index } : null;
}
const nearLetters = 60;

const beforeSaid =
  /\b(?:before|previously|formerly|used to|originally|until then|had been|instead of|rather than|in place of|down from|up from)\b/i;
const strongBefore =
  /\b(?:used to [a-z]+(?: for)?|before (?:that|this|it|the (?:change|commit|deploy|release|rollout))[^;.]{0,30}?\b(?:was|were|had been)|previously[^;.]{0,20}?|until then[^;.]{0,20}?)\s(?:at |set to )?$/i;
const insteadOf =
  /^[^,;()]{0,24}\b(?:instead of|rather than|in place of|up from|down from)(?: the| (?:once )?every| each)? $/i;
const afterSaid = /\b(?:after|now|since|became|becomes|new)\b/i;

/** "Before the commit it was 15 s, after it 15 minutes", "is 15 minutes instead of 15 seconds" of what went the other way. */
function findTurnedTimes(
  text: string,
  { from, to }: Passage,
): { readonly text: string; readonly at: number } | null {
  const [start, end] = [findNumerals(spell(from))[0], findNumerals(spell(to))[0]];
  if (start === undefined || end === undefined) return null;
  const numerals = findNumerals(text);
  const [one, other] = [numerals.find((any) => isSame(any, end)), numerals.find((any) => isSame(any, start))];
  if (one === undefined || other === undefined) return null;
  const [first, second] = one.start < other.start ? [one, other] : [other, one];
  const [lead, between, rest] = [
    text.slice(0, first.start),
    text.slice(first.end, second.start),
    text.slice(second.end),
  ];
  // What each of the two is told of: by the words ahead of it, or right behind the last.
  const ofFirst = beforeSaid.test(lead) ? 'before' : afterSaid.test(lead) ? 'after' : null;
  const ofSecond =
    beforeSaid.test(between) || /^\s(?:before|previously|earlier)\b/i.test(rest)
      ? 'before'
      : afterSaid.test(between)
        ? 'after'
        : null;
  const ofEnd = first === one ? ofFirst : ofSecond;
  const ofStart = first === one ? ofSecond : ofFirst;
  // "after the alert, from 3 to 6": the words may be those of something else.
  const isSwapped = (first !== one && insteadOf.test(between)) || strongBefore.test(text.slice(0, one.start));
  const isTurned = (ofEnd === 'before' && ofStart === 'after') || isSwapped;
  return isTurned ? { text: text.slice(first.start, second.end), at: first.start } : null;
}

const everyOne = /\bevery (?:single )?(?:second|minute|hour|day)\b/i;
const isEvery = /\bevery (?:about |some )?$/i;
const untilNow =
  /\b(?:before|until|till|previously|formerly|originally|earlier|used to|from|instead|was|were|had|not|no longer|never)\b/i;
const untilThen = /^\W*(?:before|until) (?!that\b|this\b|it\b|then\b)[^,;]{3,60}$/i;

/** "sends digests every 60 minutes", of what does so every 15 since, and "Before it, …" the other way round. */
function findWrongSide(
  text: string,
  { from, to }: Passage,
): { readonly text: string; readonly at: number } | null {
  const [start, end] = [findNumerals(spell(from))[0], findNumerals(spell(to))[0]];
  const [only, other] = findNumerals(text).filter((one) => isEvery.test(text.slice(0, one.start)));
  // "every second" is told without a number.
  if (only === undefined || other !== undefined || everyOne.test(text)) return null;
  const lead = text.slice(0, only.start);
  const isWrong =
    (isSame(only, start) && !untilNow.test(text)) || (isSame(only, end) && untilThen.test(lead));
  return isWrong ? { text: only.text, at: only.start } : null;
}

const switchesOn = /^(?:on|true|enabled|active|yes)$/;
const switchesOff = /^(?:off|false|disabled|inactive|no)$/;
const saidOn =
  /\b(?:was|were|had been|been) (?:(?:turned|switched|flipped|set) on|enabled|activated)\b|\b(?:turned|switched|flipped|toggled|set) (?:(?:the |its |a )?(?:feature )?(?:flag |switch )?[\w.-]+ )?(?:flag )?on\b(?! (?:the|a|an|its|\w+[_-])\b)|\b[a-z.]+ (?:enabled|activated) (?=the |[\w-]*[_-])/i;
const saidOff =
  /\b(?:was|were|had been|been) (?:(?:turned|switched|flipped|set) off|disabled|deactivated)\b|\b(?:turned|switched|flipped|toggled|set) (?:(?:the |its |a )?(?:feature )?(?:flag |switch )?[\w.-]+ )?(?:flag )?off\b|\b[a-z.]+ (?:disabled|deactivated) (?=the |[\w-]*[_-])/i;
const supposed =
  /\b(?:if|unless|until|once|would|should|could|expect|not|never|since|after|when|before)\b|n[’']t\b/i;
/** What is still to be done, or was taken back. */
const wayBack =
  /\b(?:if|unless|would|should|could|expect|not|never|back|again|instead|revert\w*|restor\w*|roll\w*|undo\w*|(?:to |^\W*)(?:change|switch|set|move|turn|put))\b|n[’']t\b/i;
const done =
  /\b(?:[a-z]{3,}ed|went|gone|(?<=\w )(?:put|set)|brought|took|taken|was|were|goes|changes|switches|moves|sets)\b/i;

/** `15 * time.minute` in words. */
function spell(text: string): string {
  return text.replaceAll(/(\d+) ?\* ?time\.(\w+)/g, '$1 $2');
}

function isSame(one: Numeral, other: Numeral | undefined): boolean {
  return (
    other !== undefined &&
    one.dimension === other.dimension &&
    Math.abs(one.value - other.value) <= Math.abs(other.value) * 1e-6
  );
}

/** Where a text says that something went from the end of a passage to its beginning; null where it does not. */
function findTurned(
  text: string,
  { from, to }: Passage,
): { readonly text: string; readonly at: number } | null {
  const lower = text.toLowerCase();
  const plain = ['to', 'into', 'down to', 'up to', '->', '→'].map((by) => `${to} ${by} ${from}`);
  const found = plain.find((one) => containsName(lower, one));
  if (found !== undefined) return { text: found, at: lower.indexOf(found) };
  const [start, end] = [findNumerals(spell(from))[0], findNumerals(spell(to))[0]];
  if (start === undefined || end === undefined) return null;
  const numerals = findNumerals(text);
  for (const [index, one] of numerals.entries()) {
    const next = numerals[index + 1];
    if (
      next === undefined ||
      !/^(?: [a-z]+)? (?:(?:down |up )?to|into) $/.test(text.slice(one.end, next.start))
    )
      continue;
    if (isSame(one, end) && isSame(next, start))
      return { text: text.slice(one.start, next.end), at: one.start };
  }
  return null;
}

const inPlace = /\b(?:instead of|rather than|in place of)\b/i;
const leastSwapped = 2;

/** "the preview instead of the picture", of a change that took the picture instead of the preview. */
function findSwapped(text: string, { ground }: Item): { readonly text: string; readonly at: number } | null {
  const [said, told] = [inPlace.exec(text), inPlace.exec(ground.summary)];
  if (said === null || told === null) return null;
  const rootsOf = (part: string): readonly string[] => toRoots(part.split(/[,;:]/).at(0) ?? '');
  const [left, right] = [
    toRoots(
      text
        .slice(0, said.index)
        .split(/[,;:]\s/)
        .at(-1) ?? '',
    ),
    rootsOf(text.slice(said.index + said[0].length)),
  ];
  const [now, before] = [
    toRoots(ground.summary.slice(0, told.index)),
    rootsOf(ground.summary.slice(told.index + told[0].length)),
  ];
  const shared = (a: readonly string[], b: readonly string[], not: readonly string[]): number =>
    a.filter((root) => b.includes(root) && !not.includes(root)).length;
  const straight = shared(left, now, before) + shared(right, before, now);
  const swapped = shared(left, before, now) + shared(right, now, before);
  return swapped >= leastSwapped && swapped > straight ? { text: said[0], at: said.index } : null;
}

const stateSince =
  /\b(?:has been|have been|is now|stays|remains|has stayed) (?:switched |turned |set )?(?:(on|enabled|active)|(off|disabled|inactive))\b/i;
const stateUntil =
  /\b(?:was|were|had been|stayed) (?:still |already )?(?:switched |turned )?(?:(on|enabled|active)|(off|disabled|inactive)) (?:until|before|up to)\b/i;

/** "has been off since", "was on until", of what was switched on. */
function findWrongState(
  text: string,
  { from, to }: Passage,
): { readonly text: string; readonly at: number } | null {
  const [since, until] = [stateSince.exec(text), stateUntil.exec(text)];
  const said = since ?? until;
  if (said === null) return null;
  const isOn = said[1] !== undefined;
  const told = since === null ? from : to;
  const isOther = isOn ? switchesOff.test(told) : switchesOn.test(told);
  return isOther ? { text: said[0], at: said.index } : null;
}

/** `isOf`: whether the part calls the change by a name. */
export function judgePassages(
  part: { readonly text: string; readonly start: number },
  item: Item,
  isOf: boolean,
): readonly Relation[] {
  const swapped = findSwapped(part.text, item);
  if (swapped !== null) {
    const ruling = { holds: false, item, actual: item.ground.summary } as const;
    return [{ kind: 'relation', text: swapped.text, start: part.start + swapped.at, ruling }];
  }
  const lower = part.text.toLowerCase();
  const passages = listPassages(item);
  const found = passages.flatMap((passage): readonly Relation[] => {
    const { name, from, to } = passage;
    const actual = `${name === '' ? '' : `${name} `}${from} → ${to}`;
    const toRelation = (text: string, at: number): Relation => ({
      kind: 'relation',
      text,
      start: part.start + at,
      ruling: { holds: false, item, actual },
    });
    // Numbers may be those of something else than the change.
    const isMeant = isOf || /[a-z]/.test(from) || (name !== '' && containsName(lower, name));
    const isBoth = passages.some((other) => other.from === to && other.to === from);
    if (!isMeant || isBoth) return [];
    const turned = findTurned(part.text, passage);
    if (turned !== null) {
      const ahead = part.text.slice(0, turned.at);
      return !done.test(ahead) || wayBack.test(ahead) ? [] : [toRelation(turned.text, turned.at)];
    }
    const wrong =
      findWrongWay(part.text, passage) ??
      findTurnedTimes(part.text, passage) ??
      findWrongSide(part.text, passage);
    if (wrong !== null) return [toRelation(wrong.text, wrong.at)];
    const state = findWrongState(part.text, passage);
    if (state !== null) return [toRelation(state.text, state.at)];
    const [on, off] = [saidOn.exec(part.text), saidOff.exec(part.text)];
    const said = on ?? off;
    if (said === null || (on !== null && off !== null) || /\bfrom\b/.test(lower)) return [];
    const isOther = on === null ? switchesOn.test(to) : switchesOff.test(to);
    if (!isOther || supposed.test(part.text.slice(0, said.index))) return [];
    return [toRelation(said[0], said.index)];
  });
  return found.slice(0, 1);
}
