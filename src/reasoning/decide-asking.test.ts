import { describe, expect, test } from 'vitest';
import { parseMatchers } from '../domain/matcher.ts';
import { type AskingRules, type AskingSituation, decideAsking } from './decide-asking.ts';

const hourMs = 3_600_000;
const night = Date.parse('2026-11-12T02:49:00Z');
const rules: AskingRules = {
  below: null,
  quietHours: null,
  flapping: { times: 4, withinMs: hourMs },
  noise: [],
};

function decide(given: Partial<Omit<AskingSituation, 'rules'>> & { readonly rules?: Partial<AskingRules> }) {
  return decideAsking({
    firedTimes: 1,
    explainedAgoMs: null,
    nowMs: night,
    ...given,
    incident: { state: 'firing', severity: 'warning', labels: { alertname: 'Watchdog' }, ...given.incident },
    rules: { ...rules, ...given.rules },
  });
}

function matchers(text: string) {
  const parsed = parseMatchers(text);
  return parsed.ok ? parsed.matchers : [];
}

test('an incident that fires is asked about', () => {
  expect(decide({})).toEqual({ ask: true });
});

test.each([
  ['resolved', decide({ incident: { state: 'resolved', severity: 'critical', labels: {} } }), 'resolved'],
  [
    'noise',
    decide({ rules: { noise: [{ matchers: matchers('alertname=Watchdog'), reason: 'always fires' }] } }),
    'known noise: always fires',
  ],
  ['severity', decide({ rules: { below: 'error' } }), 'from severity error on'],
  ['flapping', decide({ firedTimes: 4 }), 'began 4 times in 60 min'],
  ['nothing_new', decide({ explainedAgoMs: 2 * hourMs }), 'explained 2 h ago'],
])('no model is asked because of %s, and the reason says so', (because, decision, words) => {
  expect(decision).toMatchObject({ ask: false, because, reason: expect.stringContaining(words) });
});

describe('quiet hours', () => {
  const quietHours = { fromMinute: 22 * 60, toMinute: 6 * 60, utcOffsetMinutes: 0, below: 'error' } as const;
  test.each([
    ['at night, for a warning', 'warning', '2026-11-12T02:49:00Z', false],
    ['just before they begin', 'warning', '2026-11-12T21:59:00Z', true],
    ['when they begin', 'warning', '2026-11-12T22:00:00Z', false],
    ['when they end', 'warning', '2026-11-12T06:00:00Z', true],
    ['at night, for an error', 'error', '2026-11-12T02:49:00Z', true],
  ] as const)('%s', (_, severity, at, ask) => {
    const incident = { state: 'firing', severity, labels: {} } as const;
    expect(decide({ incident, nowMs: Date.parse(at), rules: { quietHours } }).ask).toBe(ask);
  });

  test('are those of the zone that is given', () => {
    const there = { ...quietHours, utcOffsetMinutes: -8 * 60 };
    expect(decide({ nowMs: Date.parse('2026-11-12T07:00:00Z'), rules: { quietHours: there } }).ask).toBe(
      false,
    );
    expect(decide({ nowMs: Date.parse('2026-11-12T15:00:00Z'), rules: { quietHours: there } }).ask).toBe(
      true,
    );
  });
});
