import { describe, expect, test } from 'vitest';
import { minuteMs, sampleIncident, startMs } from '../../test/samples.ts';
import type { ObservedLog } from '../domain/observation.ts';
import { toLogDrafts } from './log-drafts.ts';

function log(minutes: number, line: string, level = 'info'): ObservedLog {
  return {
    key: `${minutes}:${line}`,
    timeMs: startMs + minutes * minuteMs,
    labels: { service: 'checkout', level },
    line,
    fields: {},
  };
}

const windows = {
  incident: sampleIncident(),
  range: { fromMs: startMs - 90 * minuteMs, toMs: startMs + 10 * minuteMs },
};

describe('items', () => {
  test('count one message before and since, with an example of those since', () => {
    const lines = [log(-80, 'took 1 ms'), log(-5, 'took 2 ms'), log(1, 'took 3 ms')];
    const [draft] = toLogDrafts('loki', lines, windows);
    expect(draft?.facts.map(({ text }) => text)).toEqual([
      'like "took 2 ms"',
      '2 in the last 40 min',
      '1 in the 60 min before',
      'first at 2026-11-12T01:29:00Z',
    ]);
    expect(draft?.observed).toEqual(lines.map(({ key }) => key));
  });

  test('begin with what became more, errors before the rest, what was always there last', () => {
    const usual = [-80, -70, -60, -50, -20, -10, 0].map((minutes) => log(minutes, 'usual'));
    const chatter = [-3, -2, -1, 0].map((minutes) => log(minutes, 'new chatter'));
    const error = [-2, -1].map((minutes) => log(minutes, 'no connection', 'error'));
    const titles = toLogDrafts('loki', [...usual, ...chatter, ...error], windows).map(
      ({ facts }) => facts[0]?.text,
    );
    expect(titles).toEqual(['like "no connection"', 'like "new chatter"', 'like "usual"']);
  });

  test('are few, and say how many there were', () => {
    const lines = Array.from({ length: 30 }, (_, index) => log(-1, `${'x'.repeat(index + 1)} happened`));
    const drafts = toLogDrafts('loki', lines, windows);
    expect(drafts).toHaveLength(5);
    expect(drafts[0]).toMatchObject({ total: 30, kept: 5 });
  });

  test('do not repeat a long line', () => {
    const [draft] = toLogDrafts('loki', [log(-1, 'x'.repeat(5000))], windows);
    expect(draft?.facts[0]?.text.length).toBeLessThan(320);
  });
});
