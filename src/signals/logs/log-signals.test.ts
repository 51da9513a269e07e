import { describe, expect, test } from 'vitest';
import type { ObservedLog } from '../../domain/observation.ts';
import { createServiceNames } from '../service-names.ts';
import { findLogEvents, toLogGroups } from './log-events.ts';
import { toLogEdges, toLogSignals } from './log-signals.ts';
import { pointOfLine } from './point-of-line.ts';
import { findVanished, toVanishedSignals } from './vanished-messages.ts';

const startedAtMs = Date.parse('2026-03-03T12:00:00Z');
const names = createServiceNames(['frontend', 'cart', 'inventory', 'paymentservice']);

function lines(
  service: string,
  level: string,
  options: {
    readonly from: number;
    readonly to: number;
    readonly every: number;
    readonly line: (index: number) => string;
  },
): readonly ObservedLog[] {
  const count = Math.floor((options.to - options.from) / options.every);
  return Array.from({ length: count }, (_, index) => ({
    key: `${service}:${level}:${options.from}:${index}`,
    timeMs: startedAtMs + (options.from + index * options.every) * 60_000,
    labels: { service, level },
    line: options.line(index),
    fields: {},
  }));
}

const served = lines('cart', 'info', { from: -60, to: 10, every: 1, line: (index) => `served ${index}` });
const eventsOf = (logs: readonly ObservedLog[]) =>
  findLogEvents(toLogGroups(logs, names), { startedAtMs, names });

describe('what logs tell of an incident', () => {
  test('is a message that never came before, from its first line on', () => {
    const panic = lines('cart', 'error', { from: -5, to: 5, every: 1, line: () => 'panic: nil map' });
    const [event, ...rest] = eventsOf([...served, ...panic]);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ service: 'cart', weight: 2, isNew: true, count: 10, before: 0 });
    expect(event?.atMs).toBe(startedAtMs - 5 * 60_000);
    expect(event?.support[0]).toBe('cart:error:-5:0');
  });

  test('is a message that comes much more often, from when it does', () => {
    const rare = lines('cart', 'warn', { from: -60, to: -4, every: 10, line: (index) => `retry ${index}` });
    const often = lines('cart', 'warn', { from: -4, to: 10, every: 0.2, line: (index) => `retry ${index}` });
    const [event] = eventsOf([...served, ...rare, ...often]);
    expect(event).toMatchObject({ template: 'retry #', isNew: false });
    expect(Math.abs((event?.atMs ?? 0) - (startedAtMs - 4 * 60_000))).toBeLessThan(2 * 60_000);
  });

  test('is nothing where everything goes on as before, in whichever order the lines come', () => {
    expect(eventsOf(served)).toEqual([]);
    expect(eventsOf(served.toReversed())).toEqual([]);
  });

  test('is no news from long before the alert', () => {
    const old = lines('cart', 'error', { from: -60, to: -50, every: 1, line: () => 'migration failed' });
    expect(eventsOf([...served, ...old])).toEqual([]);
  });
});

describe('a line that names another service', () => {
  test.each([
    ['upstream inventory timeout after 2s', ['inventory'], true],
    ['dial tcp: lookup inventory.shop.svc: no such host', ['inventory'], true],
    ['payment service unavailable', ['paymentservice'], true],
    ['could not read file', [], false],
  ])('%s points at %j', (line, callees, away) => {
    expect(pointOfLine({ line, fields: {} }, 'cart', names)).toMatchObject({ callees, away });
  });

  test('as its caller does not point at it', () => {
    const point = pointOfLine(
      { line: 'rejected request from frontend: too large', fields: {} },
      'cart',
      names,
    );
    expect(point).toMatchObject({ callers: ['frontend'], callees: [] });
  });

  test('speaks more against that one than against itself, and is an edge', () => {
    const timeouts = lines('cart', 'error', {
      from: -5,
      to: 5,
      every: 1,
      line: () => 'upstream inventory timeout after 2s',
    });
    const events = eventsOf([...served, ...timeouts]);
    const signals = toLogSignals(events);
    const scoreOf = (service: string) => signals.find((signal) => signal.service === service)?.score ?? 0;
    expect(scoreOf('inventory')).toBeGreaterThan(scoreOf('cart'));
    expect(signals[0]?.reason).toContain('"upstream inventory timeout after 2s"');
    expect(toLogEdges(events)).toEqual([{ from: 'cart', to: 'inventory', source: 'log lines', weight: 0.8 }]);
  });

  test('that is outside of what we run is told as such', () => {
    const point = pointOfLine({ line: 'POST https://api.textwave.com/v2: 503', fields: {} }, 'cart', names);
    expect(point.outside).toEqual(['api.textwave.com']);
  });

  test.each([
    ['object store request failed: 503 from endpoint', { endpoint: 's3.eu-central-1.amazonaws.com' }, true],
    ['charge failed', { 'peer.address': 'https://api.payline.com/v1', status: '503' }, true],
    ['call to provider failed', { host: 'api.payline.com' }, true],
    // Of a request that came in, the host is our own name.
    ['GET /cart failed: 503', { host: 'www.shop.example', url: 'https://www.shop.example/cart' }, false],
  ])('as fields tell it: %s %j', (line, fields, expected) => {
    expect(pointOfLine({ line, fields }, 'cart', names).outside.length > 0).toBe(expected);
  });
});

describe('silence', () => {
  const beat = lines('cart', 'info', { from: -60, to: -10, every: 1, line: (index) => `heartbeat ${index}` });
  const others = lines('frontend', 'info', { from: -60, to: 10, every: 1, line: (index) => `GET ${index}` });
  const vanishedOf = (logs: readonly ObservedLog[]) => findVanished(toLogGroups(logs, names), startedAtMs);

  test('of one message is told, with when it came last', () => {
    const [message, ...rest] = vanishedOf([...served, ...beat, ...others]);
    expect(rest).toEqual([]);
    expect(message).toMatchObject({ service: 'cart', template: 'heartbeat #', count: 50, isLast: false });
    expect(message?.lastMs).toBe(startedAtMs - 11 * 60_000);
  });

  test('of a whole service weighs more', () => {
    const [dead] = toVanishedSignals(vanishedOf([...beat, ...others]));
    const [quiet] = toVanishedSignals(vanishedOf([...served, ...beat, ...others]));
    expect(dead).toMatchObject({ service: 'cart', kind: 'silence' });
    expect(dead?.reason).toContain('logs nothing any more');
    expect(dead?.score).toBeGreaterThan(quiet?.score ?? 1);
  });

  test('of everything at once is the source, and nobody is told of', () => {
    const stopped = lines('frontend', 'info', {
      from: -60,
      to: -10,
      every: 1,
      line: (index) => `GET ${index}`,
    });
    expect(vanishedOf([...beat, ...stopped])).toEqual([]);
  });

  test('of what came rarely says nothing', () => {
    const rare = lines('cart', 'info', { from: -60, to: -10, every: 9, line: () => 'tick' });
    expect(vanishedOf([...rare, ...others])).toEqual([]);
  });
});
