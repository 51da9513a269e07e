import { describe, expect, test } from 'vitest';
import { thumbnails } from '../../../../test/planted/worlds/thumbnails.ts';
import { createGrounds } from '../grounds.ts';
import { createLibrary } from './library.ts';
import { type RuledClaim, readClaims } from './read-claims.ts';

const library = createLibrary(createGrounds(thumbnails));

function read(sentence: string, ...cited: readonly string[]): readonly RuledClaim[] {
  return readClaims(sentence, { library, cited: new Set(['E1', ...cited]) });
}

const linesOf = (sentence: string, ...cited: readonly string[]): readonly string[] =>
  read(sentence, ...cited).map(({ kind, text, ruling }) => `${kind} ${text}: ${ruling.holds}`);

describe('each claim of a sentence is ruled upon once', () => {
  test('figures, times and ways', () => {
    expect(linesOf('The completed jobs fell to 23 a second at 02:31.', 'E4')).toEqual([
      'figure 23: true',
      'time at 02:31: true',
      'direction fell: true',
    ]);
  });

  test('a distance in time is no figure', () => {
    const lines = linesOf(
      'The completed jobs fell one minute after preview-worker 6.4.0 was released.',
      'E4',
      'E11',
    );
    expect(lines).toContain('duration one minute: true');
    expect(lines.some((line) => line.startsWith('figure'))).toBe(false);
  });

  test('an order', () => {
    expect(linesOf('The completed jobs fell before the cold reads of store-2 slowed.', 'E4', 'E7')).toContain(
      'order before: true',
    );
    expect(linesOf('The completed jobs fell after the cold reads of store-2 slowed.', 'E4', 'E7')).toContain(
      'order after: false',
    );
  });

  test('a name that stands where it may not', () => {
    expect(linesOf('j.petrov released preview-worker 6.4.0.', 'E11', 'E12')).toContain(
      'name j.petrov: false',
    );
  });

  test('each stands where it is in the sentence', () => {
    const sentence = 'At 02:31 the completed jobs fell to 23 a second.';
    for (const { text, start, end } of read(sentence, 'E4')) expect(sentence.slice(start, end)).toBe(text);
  });
});

describe('what stands beside a claim decides', () => {
  test('a time that opens a sentence is told of what follows it', () => {
    expect(linesOf('At 02:20, the completed jobs were 62 a second.', 'E4')).toContain('figure 62: true');
    expect(linesOf('At 02:40, the completed jobs were 62 a second.', 'E4')).toContain('figure 62: false');
  });

  test('a distance that says when makes no claim of its own', () => {
    const lines = linesOf('Half an hour before the alert the completed jobs were still 62 a second.', 'E4');
    expect(lines).toContain('figure 62: true');
    expect(lines.filter((line) => /Half an hour: false/.test(line))).toEqual([]);
  });

  test('a limit is the same at all times', () => {
    expect(linesOf('At 02:40 preview_jobs_waiting was below its threshold of 5000.', 'E2')).toContain(
      'figure 5000: true',
    );
  });

  test('two figures in brackets belong to the two things that are compared', () => {
    expect(linesOf('Decode warnings outnumber killed workers (860 versus 3).', 'E14', 'E15')).toEqual(
      expect.arrayContaining(['figure 860: true', 'figure 3: true']),
    );
  });

  test('how many depend on something is no figure of a series', () => {
    const lines = linesOf('The completed jobs of preview-worker fell to 23.', 'E4', 'E11');
    expect(lines.filter((line) => line.startsWith('figure'))).toEqual(['figure 23: true']);
  });
});

test('without anything that is cited nothing can be told', () => {
  expect(linesOf('The completed jobs fell to 23 a second at 02:31.')).toEqual([]);
});

test('what is expected is held against the way back of what was measured', () => {
  expect(linesOf('Expect the waiting previews to go from 7360 back to 400.', 'E2')).toContain(
    'figure 400: true',
  );
  expect(linesOf('Expect the waiting previews to go from 7360 back to 90.', 'E2')).toContain(
    'figure 90: false',
  );
});
