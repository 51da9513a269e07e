import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { parseWebhook } from './parse-webhook.ts';

const nowMs = Date.parse('2026-11-12T02:50:00Z');
const zeroTime = '0001-01-01T00:00:00Z';

function parse(body: unknown) {
  const parsed = parseWebhook(typeof body === 'string' ? body : JSON.stringify(body), nowMs);
  const [group] = parsed.groups;
  if (group === undefined) throw new Error('there is always a group');
  const [alert] = group.alerts;
  if (alert === undefined) throw new Error('there is always an alert');
  return { ...parsed, group, alert };
}

/** An Alertmanager payload with this one alert in it. */
function payload(alert: unknown, group: Record<string, unknown> = {}) {
  return {
    version: '4',
    groupKey: '{}/{team="db"}:{alertname="ReplicaLag"}',
    status: 'firing',
    receiver: 'bridge',
    groupLabels: { alertname: 'ReplicaLag' },
    commonLabels: { alertname: 'ReplicaLag', team: 'db' },
    commonAnnotations: { summary: 'A replica lags' },
    externalURL: 'https://alertmanager.example.com',
    truncatedAlerts: 0,
    alerts: [alert],
    ...group,
  };
}

const replicaLag = {
  status: 'firing',
  labels: { alertname: 'ReplicaLag', instance: 'db-2:9187', team: 'db' },
  annotations: { summary: 'db-2 lags' },
  startsAt: '2026-11-12T02:41:07.123456789Z',
  endsAt: zeroTime,
  generatorURL: 'https://prometheus.example.com/graph?g0.expr=pg_replication_lag_seconds+%3E+30',
  fingerprint: 'a1b2c3d4e5f60718',
};

describe('what Alertmanager sends', () => {
  test('is taken as it is', () => {
    const { group, alert, problem } = parse(payload(replicaLag, { truncatedAlerts: 7 }));
    expect(problem).toBeNull();
    expect(group).toMatchObject({
      source: 'alertmanager',
      groupKey: '{}/{team="db"}:{alertname="ReplicaLag"}',
      status: 'firing',
      receiver: 'bridge',
      externalUrl: 'https://alertmanager.example.com',
      truncatedAlerts: 7,
    });
    expect(alert).toEqual({
      status: 'firing',
      labels: { alertname: 'ReplicaLag', instance: 'db-2:9187', team: 'db' },
      annotations: { summary: 'db-2 lags' },
      startsAtMs: Date.parse('2026-11-12T02:41:07.123Z'),
      endsAtMs: null,
      generatorUrl: replicaLag.generatorURL,
      fingerprint: 'a1b2c3d4e5f60718',
    });
  });

  test('may be resolved, alert by alert', () => {
    const over = { ...replicaLag, status: 'resolved', endsAt: '2026-11-12T02:45:00Z' };
    const { group } = parse(payload(over, { alerts: [over, replicaLag] }));
    expect(group.alerts.map(({ status, endsAtMs }) => [status, endsAtMs])).toEqual([
      ['resolved', Date.parse('2026-11-12T02:45:00Z')],
      ['firing', null],
    ]);
  });

  test('may have fields that are not known yet', () => {
    const { group } = parse(payload({ ...replicaLag, mood: 'bad' }, { notification_reason: 'new', x: [1] }));
    expect(group.alerts).toHaveLength(1);
  });
});

describe('what is missing', () => {
  test.each([
    ['the common labels', payload({ labels: { instance: 'db-2' } })],
    ['the group labels', payload({}, { commonLabels: undefined })],
    [
      "the group key, in Alertmanager's quotes",
      payload({}, { commonLabels: undefined, groupLabels: undefined }),
    ],
    [
      'the group key, in other quotes',
      payload({}, { commonLabels: null, groupLabels: 5, groupKey: "{}:{alertname='ReplicaLag' }" }),
    ],
    ['the alert itself', payload({ alertname: 'ReplicaLag' }, { commonLabels: {} })],
  ])('an alert without a name takes it from %s', (_, body) => {
    expect(parse(body).alert.labels['alertname']).toBe('ReplicaLag');
  });

  test('an alert takes the common labels and annotations where it has none of its own', () => {
    const commonLabels = { alertname: 'ReplicaLag', team: 'db', cluster: 'eu-1' };
    const { alert } = parse(payload({ labels: { team: 'storage' } }, { commonLabels }));
    expect(alert.labels).toEqual({ alertname: 'ReplicaLag', team: 'storage', cluster: 'eu-1' });
    expect(alert.annotations).toEqual({ summary: 'A replica lags' });
  });

  test.each([
    ['the group is firing', { labels: {} }, {}, 'firing'],
    ['the group is resolved', { labels: {} }, { status: 'resolved' }, 'resolved'],
    ['its end has passed', { labels: {}, endsAt: '2026-11-12T02:00:00Z' }, {}, 'resolved'],
    ['its end is to come', { labels: {}, endsAt: '2026-11-12T09:00:00Z' }, {}, 'firing'],
    ['nobody says anything', { labels: {} }, { status: undefined }, 'firing'],
    ['the word is not known', { status: 'constructor' }, { status: 'toString' }, 'firing'],
  ] as const)('the status of an alert without one, when %s', (_, alert, group, status) => {
    expect(parse(payload(alert, group)).alert.status).toBe(status);
  });

  test('without a fingerprint, the labels tell alerts apart, in whatever order they come', () => {
    const fingerprintOf = (labels: object) => parse(payload({ labels })).alert.fingerprint;
    expect(fingerprintOf({ a: '1', b: '2' })).toBe(fingerprintOf({ b: '2', a: '1' }));
    expect(fingerprintOf({ a: '1', b: '2' })).not.toBe(fingerprintOf({ a: '12', b: '' }));
    expect(fingerprintOf({ a: '1' })).toMatch(/^[0-9a-f]{16}$/);
  });

  test('without a group key, alerts of one name share one', () => {
    const without = payload(replicaLag, { groupKey: undefined });
    expect(parse(without).group.groupKey).toBe('{}:{alertname="ReplicaLag"}');
  });
});

describe('times', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  test.each([
    ['2026-11-12T02:41:07Z', '2026-11-12T02:41:07.000Z'],
    ['2026-11-11T21:41:07.873077559-05:00', '2026-11-12T02:41:07.873Z'],
    ['2026-11-12 02:41:07+00:00', '2026-11-12T02:41:07.000Z'],
    ['1794451267000', '2026-11-12T02:41:07.000Z'],
    [1_794_451_267_000, '2026-11-12T02:41:07.000Z'],
    [1_794_451_267, '2026-11-12T02:41:07.000Z'],
    ['1794451267.5', '2026-11-12T02:41:07.500Z'],
    [zeroTime, null],
    ['$EVENT_TIMESTAMP_MS', null],
    ['{{ .StartsAt }}', null],
    ['', null],
    [null, null],
    [true, null],
    [-5, null],
    ['2026-13-45T99:99:99Z', null],
    [1e300, null],
    ['9999999999999999', null],
  ])('%j is %s', (startsAt, expected) => {
    const { startsAtMs } = parse(payload({ ...replicaLag, startsAt })).alert;
    expect(startsAtMs === null ? null : new Date(startsAtMs).toISOString()).toBe(expected);
  });

  test('a time without a zone is UTC, wherever the service runs', () => {
    process.env['TZ'] = 'America/New_York';
    const { startsAtMs } = parse(payload({ ...replicaLag, startsAt: '2026-11-12T02:41:07' })).alert;
    expect(startsAtMs).toBe(Date.parse('2026-11-12T02:41:07Z'));
  });
});

describe('values of odd types', () => {
  test('label values that are not strings are written as JSON, and null ones left out', () => {
    const labels = { alertname: 'Odd', code: 503, up: false, list: ['a', 1], map: { b: 2 }, none: null };
    expect(parse(payload({ labels }, { commonLabels: {} })).alert.labels).toEqual({
      alertname: 'Odd',
      code: '503',
      up: 'false',
      list: '["a",1]',
      map: '{"b":2}',
    });
  });

  test('template placeholders that were never filled in stay readable', () => {
    const { alert, problem } = parse(
      payload(
        { labels: { alertname: '$ALERT_NAME' }, startsAt: '$START', description: '$DESCRIPTION' },
        { groupKey: '{}/{}:{}' },
      ),
    );
    expect(problem).toBeNull();
    expect(alert.labels['alertname']).toBe('$ALERT_NAME');
    expect(alert.annotations['description']).toBe('$DESCRIPTION');
  });

  test.each([['text'], [5], [null], [['list']], [true]])('the alert %j is kept as text', (odd) => {
    const { group, alert } = parse(payload(odd));
    expect(group.alerts).toHaveLength(1);
    expect(alert.annotations['unparsed']).toBe(JSON.stringify(odd));
    expect(alert.labels['alertname']).toBe('ReplicaLag');
  });

  test('names that JavaScript objects have by birth are labels like any other', () => {
    const body = '{"alerts":[{"labels":{"alertname":"X","__proto__":"a","constructor":"b"}}]}';
    expect(Object.entries(parse(body).alert.labels).sort()).toEqual([
      ['__proto__', 'a'],
      ['alertname', 'X'],
      ['constructor', 'b'],
    ]);
  });

  test('a label value nested a hundred thousand deep is no reason to fall over', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const body = `{"alerts":[{"labels":{"alertname":"Deep","x":${deep}}},${deep}]}`;
    expect(parse(body).alert.labels['alertname']).toBe('Deep');
    expect(parse(deep).problem).not.toBeNull();
  });
});

describe('other senders', () => {
  test('Grafana is told by its orgId', () => {
    const body = payload(replicaLag, { orgId: 1, title: '[FIRING:1] ReplicaLag', state: 'alerting' });
    expect(parse(body).group.source).toBe('grafana');
  });

  test("Grafana's words for the state are understood", () => {
    const body = payload({ labels: {} }, { orgId: 1, status: undefined, state: 'ok' });
    expect(parse(body).alert.status).toBe('resolved');
  });

  test('a bare alert makes a group of its name', () => {
    const { group } = parse(replicaLag);
    expect(group).toMatchObject({
      source: 'alert',
      groupKey: '{}:{alertname="ReplicaLag"}',
      groupLabels: { alertname: 'ReplicaLag' },
      status: 'firing',
    });
  });

  test('a list of alerts makes a group for each name, in the order in which they come', () => {
    const parsed = parseWebhook(
      JSON.stringify([
        { labels: { alertname: 'A', instance: '1' } },
        { labels: { alertname: 'B', instance: '1' } },
        { labels: { alertname: 'A', instance: '2' }, endsAt: '2026-11-12T02:00:00Z' },
      ]),
      nowMs,
    );
    expect(parsed.groups.map((group) => [group.source, group.groupKey, group.alerts.length])).toEqual([
      ['alert_list', '{}:{alertname="A"}', 2],
      ['alert_list', '{}:{alertname="B"}', 1],
    ]);
    expect(parsed.groups[0]?.commonLabels).toEqual({ alertname: 'A' });
  });
});

describe('what nobody can read', () => {
  test.each([
    ['', 'the body is empty'],
    [' \n', 'the body is empty'],
    ['{"alerts": [', 'it is not JSON'],
    ['alertname=Watchdog', 'it is not JSON'],
    ['{}', 'it is JSON, but'],
    ['{"alerts":[]}', 'it is JSON, but'],
    ['{"alerts":{}}', 'it is JSON, but'],
    ['[]', 'it is JSON, but'],
    ['[1]', 'it is JSON, but'],
    ['null', 'it is JSON, but'],
    ['"firing"', 'it is JSON, but'],
  ])('%j becomes an alert of its own that says why', (body, why) => {
    const { group, alert, problem } = parse(body);
    expect(problem).toContain(why);
    expect(group).toMatchObject({ source: 'unparsed', status: 'firing' });
    expect(alert.labels).toEqual({ alertname: 'UnparsedWebhook', severity: 'warning' });
    expect(alert.annotations['summary']).toContain(why);
    expect(alert.annotations['description']).toBe(body);
  });

  test('a long body is shown by its beginning', () => {
    const { alert } = parse('x'.repeat(2000));
    expect(alert.annotations['description']).toBe(`${'x'.repeat(500)} … (2000 characters in all)`);
  });

  test('the same body twice is one incident, another body another', () => {
    expect(parse('oops').group.groupKey).toBe(parse('oops').group.groupKey);
    expect(parse('oops').group.groupKey).not.toBe(parse('ouch').group.groupKey);
  });
});

/** Cost has to grow with the size of a body, not with its square: so many alerts take minutes then. */
describe('large bodies', () => {
  test('a payload of 50 MB is read', () => {
    const text = JSON.stringify({ alertname: 'Flood', pod: 'x'.repeat(1200) });
    const alerts = Array.from(
      { length: 40_000 },
      (_, index) => `{"labels":${text},"fingerprint":"${index}"}`,
    );
    const body = `{"groupKey":"g","alerts":[${alerts.join()}]}`;
    expect(body.length).toBeGreaterThan(50_000_000);
    expect(parseWebhook(body, nowMs).groups[0]?.alerts).toHaveLength(40_000);
  });

  test('a list of 120,000 alerts is read', () => {
    const alerts = Array.from({ length: 120_000 }, () => '{"alertname":"Flood","fingerprint":"f"}');
    expect(parseWebhook(`[${alerts.join()}]`, nowMs).groups[0]?.alerts).toHaveLength(120_000);
  });

  test('50 MB of noise are one alert', () => {
    expect(parseWebhook('firing! '.repeat(6_250_000), nowMs).groups).toHaveLength(1);
  });
});

describe('properties', () => {
  test('any JSON value, in any place of a payload, gives groups that each have an alert with a name', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    const keys = ['labels', 'annotations', 'status', 'startsAt', 'endsAt', 'fingerprint', 'generatorURL'];
    const alertLike = fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
    const groupKeys = ['groupKey', 'status', 'groupLabels', 'commonLabels', 'receiver', 'truncatedAlerts'];
    const payloadLike = fc.record(
      {
        ...Object.fromEntries(groupKeys.map((key) => [key, value])),
        alerts: fc.oneof(fc.array(fc.oneof(alertLike, value)), value),
      },
      { requiredKeys: [] },
    );
    const anything = fc.oneof(value, alertLike, payloadLike, fc.array(fc.oneof(alertLike, value)));
    fc.assert(
      fc.property(anything, (json) => {
        const { groups, problem } = parseWebhook(JSON.stringify(json), nowMs);
        expect(groups.length).toBeGreaterThan(0);
        expect(groups.some((group) => group.source === 'unparsed')).toBe(problem !== null);
        for (const group of groups) {
          expect(group.alerts.length).toBeGreaterThan(0);
          expect(['firing', 'resolved']).toContain(group.status);
          for (const alert of group.alerts) {
            expect(['firing', 'resolved']).toContain(alert.status);
            expect(Object.values(alert.labels).every((one) => typeof one === 'string')).toBe(true);
            expect(typeof alert.fingerprint).toBe('string');
            if (alert.startsAtMs !== null)
              expect(() => new Date(alert.startsAtMs ?? 0).toISOString()).not.toThrow();
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('any text gives at least one group', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) => {
        expect(parseWebhook(body, nowMs).groups.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
});
