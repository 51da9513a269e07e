import { describe, expect, test } from 'vitest';
import { createAsker } from '../../../../test/planted/ask-in-world.ts';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { formatTime } from '../../../domain/time.ts';
import {
  besideOf,
  findSpanOf,
  isBareMoment,
  listCarried,
  momentsOf,
  momentsOfPhrase,
  type NumeralQuestion,
  subjectText,
} from './told-moments.ts';

const ask = createAsker(thumbnails);

function askOf(sentence: string, number: string, ...ids: readonly string[]): NumeralQuestion {
  const { reading } = ask(sentence, ...ids);
  const phrase = reading.phrases.find(({ numerals }) => numerals.some(({ text }) => text === number));
  const numeral = phrase?.numerals.find(({ text }) => text === number);
  if (phrase === undefined || numeral === undefined) throw new Error(`no ${number} in "${sentence}"`);
  return { numeral, phrase, reading };
}

/** The words of the moments of which a number is told. */
function momentsFor(sentence: string, number: string): readonly string[] {
  const question = askOf(sentence, number, 'E4', 'E2');
  return momentsOf(question).map(({ start, end }) => sentence.slice(start, end).trim());
}

describe('the moments of a number', () => {
  test.each([
    ['The completed jobs were 62 at 02:20.', '62', ['at 02:20']],
    // an opening lends its time to what follows it
    ['At 02:40, the completed jobs were 23.', '23', ['At 02:40']],
    ['The completed jobs were 62, at 02:20.', '62', ['at 02:20']],
    // of two numbers each has the moment beside it
    ['The completed jobs went from 62 at 02:20 to 23.', '23', []],
    ['The completed jobs went from 62 at 02:20 to 23.', '62', ['at 02:20']],
    // what stands before "now" was so before
    ['What was 62 now is 23.', '62', []],
    ['What was 62 now is 23.', '23', ['now']],
    ['More than half of the 62 jobs are done now.', '62', ['now']],
    ['The completed jobs are 23.', '23', []],
  ])('%s %s', (sentence, number, moments) => {
    expect(momentsFor(sentence, number)).toEqual(moments);
  });

  test('are those that are carried over to it, if any are', () => {
    const question = askOf('The completed jobs were 62 at 02:20.', '62', 'E4');
    expect(momentsOf({ ...question, carried: [] })).toEqual([]);
  });
});

test('a phrase has moments whatever numbers it has', () => {
  const { reading } = ask('The completed jobs fell at 02:29.', 'E4');
  const [phrase] = reading.phrases;
  expect(phrase === undefined ? [] : momentsOfPhrase(phrase, reading).map(({ kind }) => kind)).toEqual([
    'at',
  ]);
});

describe('a phrase that tells a moment and nothing else', () => {
  const isBare = (sentence: string): readonly boolean[] =>
    ask(sentence, 'E4').reading.phrases.map(isBareMoment);
  test.each([
    ['At 02:40, the completed jobs were 23.', true],
    ['Already at 02:40, the completed jobs were 23.', true],
    ['The jobs fell at 02:40, and that was it.', false],
    ['With 62 at 02:40, the completed jobs were fine.', false],
    ['So, the completed jobs fell.', false],
  ])('%s', (sentence, isSo) => {
    expect(isBare(sentence)[0]).toBe(isSo);
  });
});

describe('moments that a phrase without its own may be told of', () => {
  const carriedOf = (sentence: string, number: string, ...ids: readonly string[]): readonly string[] =>
    listCarried(askOf(sentence, number, ...ids)).map((list) =>
      list.map(({ toMs }) => formatTime(toMs).slice(11, 16)).join(' '),
    );

  test('are those of the phrase before it', () => {
    expect(
      carriedOf('The jobs waiting grew at 02:29 and the completed jobs were 62.', '62', 'E4', 'E2'),
    ).toContain('02:29');
  });

  test('are when a change beside it was made', () => {
    expect(
      carriedOf('With preview-worker 6.4.0 the completed jobs went to 23.', '23', 'E4', 'E11'),
    ).toContain('02:28');
  });

  test('are none where it has its own', () => {
    expect(
      carriedOf('With preview-worker 6.4.0 the completed jobs were 23 at 02:40.', '23', 'E4', 'E11'),
    ).toEqual([]);
  });
});

describe('the moment right beside a number', () => {
  const besideIn = (sentence: string, number: string): string | null => {
    const { numeral, reading } = askOf(sentence, number, 'E4');
    const moment = besideOf(numeral, reading.moments, sentence);
    return moment === undefined ? null : sentence.slice(moment.start, moment.end);
  };
  test.each([
    ['They were 62 at 02:20.', '62', 'at 02:20'],
    ['They were 62 jobs (at 02:20).', '62', 'at 02:20'],
    ['At 02:20 they were 62.', '62', null],
    ['They were 62 between 02:00 and 02:20.', '62', null],
    ['They were 62, of which many were done late at 02:20.', '62', null],
  ])('%s', (sentence, number, beside) => {
    expect(besideIn(sentence, number)).toBe(beside);
  });
});

describe('in how long something came about', () => {
  const spanIn = (sentence: string): number | null => {
    const { reading } = ask(sentence, 'E4');
    const [phrase] = reading.phrases;
    return phrase === undefined ? null : findSpanOf({ phrase, reading });
  };
  test.each([
    ['The completed jobs halved in 23 minutes.', 23 * 60],
    ['The completed jobs halved within the last 2 hours.', 7200],
    ['The completed jobs take 23 minutes.', null],
  ])('%s', (sentence, seconds) => {
    expect(spanIn(sentence)).toBe(seconds);
  });
});

test('what a phrase is about stands in its own words, or in those before', () => {
  const own = askOf('It is late; the completed jobs are 23.', '23', 'E4');
  expect(subjectText(own)).toBe(own.phrase.text);
  const lent = askOf('It is late; they are 23.', '23', 'E4');
  expect(subjectText(lent)).toBe('It is late; they are 23.');
});
