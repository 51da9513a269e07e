import type pc from 'picocolors';
import wrapAnsi from 'wrap-ansi';
import type { Message, MessageLine } from '../../domain/message.ts';
import { toMark } from '../message-text.ts';
import { toPlainLine } from '../plain-text.ts';

export type Colors = ReturnType<typeof pc.createColors>;

export interface CardOptions {
  readonly colors: Colors;
  /** Columns of the widest line. */
  readonly width: number;
}

/** One thing to show beside a label: text, what stands before its first line, and whether to wrap it there. */
export interface Entry {
  readonly text: string;
  readonly lead: string;
}

export interface Pen {
  readonly top: (left: string, right: string) => string;
  readonly bottom: () => string;
  readonly gap: () => string;
  /** A block over the whole width. */
  readonly full: (text: string) => readonly string[];
  /** A label and, beside it, entries under one another. */
  readonly row: (label: string, entries: readonly Entry[]) => readonly string[];
  /** A sentence from outside, without terminal sequences, with its mark when it is unverified. */
  readonly sentence: (line: MessageLine) => string;
}

/** As wide as the longest label, and a space. */
const labelWidth = 16;

/** A pen that draws in the colour of a message's state: a bar on the left, labels beside it, text wrapped to the rest. */
export function createPen({ colors: c, width }: CardOptions, message: Message): Pen {
  const severityColors = { critical: c.red, error: c.red, warning: c.yellow, info: c.blue } as const;
  const accent = message.state === 'resolved' ? c.green : severityColors[message.severity];
  const bar = accent('┃');
  const wrap = (text: string, columns: number): readonly string[] =>
    wrapAnsi(text, columns, { hard: true, trim: true }).split('\n');

  const hang = ({ text, lead }: Entry): readonly string[] =>
    wrap(text, width - 2 - labelWidth - lead.length).map((line, index) =>
      index === 0 ? `${lead}${line}` : `${' '.repeat(lead.length)}${line}`,
    );

  return {
    top: (left, right) => {
      const fill = '━'.repeat(Math.max(2, width - left.length - right.length - 6));
      return `${accent('┏━━')} ${accent(c.bold(left))} ${accent(fill)} ${c.dim(right)}`;
    },
    bottom: () => accent(`┗${'━'.repeat(width - 1)}`),
    gap: () => bar,
    full: (text) => wrap(text, width - 2).map((line) => `${bar} ${line}`),
    row: (label, entries) =>
      entries.flatMap(hang).map((line, index) => {
        const shown = index === 0 ? label : '';
        return `${bar} ${c.bold(shown)}${' '.repeat(Math.max(1, labelWidth - shown.length))}${line}`.trimEnd();
      }),
    sentence: (line) => {
      const mark = toMark(line);
      // A no-break space: the mark stays on one line.
      const sign = mark === null ? '' : ` ${c.yellow(mark.replace(' ', '\u00a0'))}`;
      return `${toPlainLine(line.text)}${sign}`;
    },
  };
}
