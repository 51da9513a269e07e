import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleAlert, sampleGroup, startMs } from '../../test/samples.ts';
import type { AlertGroup } from '../domain/alert.ts';
import type { Incident } from '../domain/incident.ts';
import { type AppliedGroup, applyAlertGroup, overtakenWithinMs } from './apply-group.ts';

type Report = readonly [atMs: number, group: AlertGroup];

/** Applies reports one after the other, as the store would; ids are given by count. */
function play(reports: readonly Report[]): {
  readonly last: AppliedGroup;
  readonly all: readonly AppliedGroup[];
} {
  const all: AppliedGroup[] = [];
  for (const [atMs, group] of reports) {
    const latest = all.at(-1)?.incident ?? null;
    all.push(applyAlertGroup(latest, group, { nowMs: startMs + atMs, newId: `incident-${all.length + 1}` }));
  }
  const last = all.at(-1);
  if (last === undefined) throw new Error('nothing was played');
  return { last, all };
}

const second = 1000;
const minute = 60 * second;
const firing = sampleGroup([sampleAlert()]);
const resolved = sampleGroup([sampleAlert({ status: 'resolved', endsAtMs: startMs + 5 * minute })]);
const other = sampleAlert({ instance: 'node-4:9100' });

function statuses(incident: Incident): Readonly<Record<string, string>> {
  return Object.fromEntries(incident.alerts.map((alert) => [alert.labels['instance'], alert.status]));
}

describe('the life of an incident', () => {
  test('its first report opens it', () => {
    const { last } = play([[second, firing]]);
    expect(last).toMatchObject({ change: 'opened', joined: 1 });
    expect(last.incident).toMatchObject({
      id: 'incident-1',
      occurrence: 1,
      previousId: null,
      revision: 1,
      state: 'firing',
      severity: 'critical',
      alertName: 'DiskAlmostFull',
      startedAtMs: startMs,
      resolvedAtMs: null,
      openedAtMs: startMs + second,
    });
  });

  test('an alert that joins raises the revision and is counted', () => {
    const { last } = play([
      [0, firing],
      [minute, sampleGroup([sampleAlert(), other])],
    ]);
    expect(last).toMatchObject({ change: 'updated', joined: 1, incident: { revision: 2, repeats: 0 } });
    expect(statuses(last.incident)).toEqual({ 'node-3:9100': 'firing', 'node-4:9100': 'firing' });
    expect(last.incident.labels).not.toHaveProperty('instance');
  });

  test('it resolves when its last alert does, at the time its sender gives', () => {
    const { last } = play([
      [0, firing],
      [6 * minute, resolved],
    ]);
    expect(last).toMatchObject({ change: 'resolved', joined: 0 });
    expect(last.incident).toMatchObject({
      state: 'resolved',
      revision: 2,
      resolvedAtMs: startMs + 5 * minute,
    });
  });

  test('it goes on while one of its alerts fires', () => {
    const both = sampleGroup([sampleAlert(), other]);
    const one = sampleGroup([sampleAlert({ status: 'resolved', endsAtMs: startMs + minute }), other]);
    const { last } = play([
      [0, both],
      [2 * minute, one],
    ]);
    expect(last).toMatchObject({ change: 'updated', incident: { state: 'firing', resolvedAtMs: null } });
  });

  test('firing anew after its end opens the next occurrence, with only what this report lists', () => {
    const again = sampleGroup([{ ...other, startsAtMs: startMs + 20 * minute }]);
    const { last, all } = play([
      [0, firing],
      [6 * minute, resolved],
      [21 * minute, again],
    ]);
    expect(last).toMatchObject({ change: 'fired_again', joined: 1 });
    expect(last.incident).toMatchObject({
      id: 'incident-3',
      occurrence: 2,
      previousId: all[0]?.incident.id,
      revision: 1,
      startedAtMs: startMs + 20 * minute,
    });
    expect(statuses(last.incident)).toEqual({ 'node-4:9100': 'firing' });
  });

  test('a first report that is already resolved makes a resolved incident', () => {
    const { last } = play([[6 * minute, resolved]]);
    expect(last).toMatchObject({ change: 'opened', joined: 0, incident: { state: 'resolved' } });
  });

  test('changed annotations are news, although the same alerts fire', () => {
    const worse = sampleGroup([sampleAlert({ annotations: { summary: '/var is full' } })]);
    const { last } = play([
      [0, firing],
      [minute, worse],
    ]);
    expect(last).toMatchObject({ change: 'updated', joined: 0, incident: { revision: 2 } });
    expect(last.incident.annotations).toEqual({ summary: '/var is full' });
  });

  test('the worst severity of the alerts that fire counts', () => {
    const labels = { alertname: 'DiskAlmostFull', instance: 'node-4:9100', severity: 'warning' };
    const { last } = play([
      [0, sampleGroup([sampleAlert(), { ...other, labels }])],
      [minute, sampleGroup([sampleAlert({ status: 'resolved' }), { ...other, labels }])],
    ]);
    expect(last.incident.severity).toBe('warning');
  });

  test('an alert without a start began when it reached us, also when it fires again', () => {
    const bare = sampleGroup([sampleAlert({ startsAtMs: null })]);
    const bareEnd = sampleGroup([sampleAlert({ startsAtMs: null, status: 'resolved' })]);
    const { last, all } = play([
      [minute, bare],
      [10 * minute, bareEnd],
      [60 * minute, bare],
    ]);
    expect(all[0]?.incident.startedAtMs).toBe(startMs + minute);
    expect(all[1]?.incident.resolvedAtMs).toBe(startMs + 10 * minute);
    expect(last.change).toBe('fired_again');
    expect(last.incident.startedAtMs).toBe(startMs + 60 * minute);
  });

  test('a group has no size at which it is not taken in', () => {
    const one = sampleAlert();
    const many = Array.from({ length: 200_000 }, (_, index) => ({ ...one, fingerprint: `${index}` }));
    const { incident } = applyAlertGroup(null, sampleGroup([one], { alerts: many }), {
      nowMs: startMs,
      newId: 'incident-1',
    });
    expect(incident.alerts).toHaveLength(200_000);
    expect(incident.startedAtMs).toBe(startMs);
  });
});

describe('reports that tell nothing new', () => {
  test('a repeat after hours is counted and leaves the revision', () => {
    const { last } = play([
      [0, firing],
      [4 * 60 * minute, firing],
      [8 * 60 * minute, firing],
    ]);
    expect(last).toMatchObject({ change: 'repeated', joined: 0, incident: { revision: 1, repeats: 2 } });
    expect(last.incident.lastSeenMs).toBe(startMs + 8 * 60 * minute);
  });

  test('the duplicate of an Alertmanager pair is a repeat, firing or resolved', () => {
    const { all } = play([
      [0, firing],
      [15, firing],
      [6 * minute, resolved],
      [6 * minute + 15, resolved],
    ]);
    expect(all.map((applied) => applied.change)).toEqual(['opened', 'repeated', 'resolved', 'repeated']);
  });

  test('the duplicate of a report that opened the next occurrence is a repeat, whatever it lists', () => {
    const both = sampleGroup([
      { ...other, startsAtMs: startMs + 20 * minute },
      sampleAlert({ status: 'resolved', endsAtMs: startMs + 5 * minute }),
    ]);
    const { all } = play([
      [0, firing],
      [6 * minute, resolved],
      [21 * minute, both],
      [21 * minute + 15, both],
    ]);
    expect(all.map((applied) => applied.change)).toEqual(['opened', 'resolved', 'fired_again', 'repeated']);
  });
});

describe('reports that overtake each other', () => {
  test('"firing" that arrives just after "resolved" of the same start does not fire again', () => {
    const { last } = play([
      [0, firing],
      [6 * minute, resolved],
      [6 * minute + overtakenWithinMs - 1, firing],
    ]);
    expect(last).toMatchObject({ change: 'repeated', incident: { state: 'resolved', occurrence: 1 } });
  });

  test('also when "resolved" came first of all', () => {
    const { last } = play([
      [6 * minute, resolved],
      [6 * minute + second, firing],
    ]);
    expect(last).toMatchObject({ change: 'repeated', incident: { state: 'resolved' } });
  });

  test('"firing" with the same start half a minute later is taken at its word', () => {
    const { last } = play([
      [0, firing],
      [6 * minute, resolved],
      [6 * minute + overtakenWithinMs, firing],
    ]);
    expect(last).toMatchObject({ change: 'fired_again', incident: { state: 'firing', occurrence: 2 } });
  });

  test('also after another alert has opened the next occurrence', () => {
    const next = sampleGroup([{ ...other, startsAtMs: startMs + 6 * minute }]);
    const { last } = play([
      [0, firing],
      [6 * minute, resolved],
      [6 * minute + second, next],
      [6 * minute + 2 * second, firing],
    ]);
    expect(last.change).toBe('repeated');
    expect(statuses(last.incident)).toEqual({ 'node-4:9100': 'firing' });
  });

  test('a clock that was set back a day does not make every later report look overtaken', () => {
    const { last } = play([
      [0, firing],
      [6 * minute, resolved],
      [-24 * 60 * minute, firing],
    ]);
    expect(last).toMatchObject({ change: 'fired_again', incident: { state: 'firing' } });
  });

  test('hearing of a resolve again does not make an overtaken report look later', () => {
    const over = sampleAlert({ status: 'resolved', endsAtMs: startMs + 5 * minute });
    const worse = { ...other, annotations: { summary: '/var is full' } };
    const { all } = play([
      [0, sampleGroup([sampleAlert(), other])],
      [6 * minute, sampleGroup([over, other])],
      [6 * minute + 20 * second, sampleGroup([over, worse])],
      [6 * minute + overtakenWithinMs, sampleGroup([sampleAlert(), worse])],
    ]);
    expect(all.map(({ change, joined }) => [change, joined])).toEqual([
      ['opened', 2],
      ['updated', 0],
      ['updated', 0],
      ['updated', 1],
    ]);
  });

  test('a resolve of an earlier firing period does not end the present one', () => {
    const later = sampleGroup([sampleAlert({ startsAtMs: startMs + 20 * minute })]);
    const { last } = play([
      [0, later],
      [second, resolved],
    ]);
    expect(last).toMatchObject({ change: 'repeated', incident: { state: 'firing' } });
  });

  test('a new start of the same alert wins, even when its resolve was missed', () => {
    const later = sampleGroup([sampleAlert({ startsAtMs: startMs + 20 * minute })]);
    const { last } = play([
      [0, firing],
      [21 * minute, later],
    ]);
    expect(last).toMatchObject({ change: 'updated', joined: 0 });
    expect(last.incident.startedAtMs).toBe(startMs + 20 * minute);
  });
});

describe('truncated groups', () => {
  test('a resolved group that lists only some alerts ends them all', () => {
    const both = sampleGroup([sampleAlert(), other]);
    const { last } = play([
      [0, both],
      [6 * minute, { ...resolved, truncatedAlerts: 1 }],
    ]);
    expect(last).toMatchObject({ change: 'resolved', incident: { state: 'resolved' } });
    expect(statuses(last.incident)).toEqual({ 'node-3:9100': 'resolved', 'node-4:9100': 'resolved' });
  });

  test('a firing group that lists only some alerts ends none', () => {
    const both = sampleGroup([sampleAlert(), other]);
    const { last } = play([
      [0, both],
      [minute, { ...firing, truncatedAlerts: 1 }],
    ]);
    expect(statuses(last.incident)).toEqual({ 'node-3:9100': 'firing', 'node-4:9100': 'firing' });
  });
});

describe('properties', () => {
  const alert = fc
    .record({
      instance: fc.constantFrom('a', 'b', 'c'),
      status: fc.constantFrom('firing' as const, 'resolved' as const),
      startsAtMs: fc.option(fc.constantFrom(startMs, startMs + 10 * minute)),
    })
    .map((given) => sampleAlert(given));
  const alerts = fc.uniqueArray(alert, { minLength: 1, maxLength: 3, selector: (one) => one.fingerprint });
  const group = fc
    .tuple(alerts, fc.constantFrom(0, 0, 0, 2))
    .map(([list, truncatedAlerts]) => sampleGroup(list, { truncatedAlerts }));
  const history = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 20 * minute }), group), { minLength: 1, maxLength: 12 })
    .map((steps): readonly Report[] => {
      let atMs = 0;
      return steps.map(([delayMs, one]) => {
        atMs += delayMs;
        return [atMs, one];
      });
    });

  function visible(incident: Incident): unknown {
    return { ...incident, repeats: 0, lastSeenMs: 0, id: '', alerts: incident.alerts };
  }

  test('applying a report twice leaves the same as applying it once', () => {
    fc.assert(
      fc.property(history, (reports) => {
        const { last } = play(reports);
        const [atMs, again] = reports.at(-1) as Report;
        const twice = applyAlertGroup(last.incident, again, { nowMs: startMs + atMs, newId: 'new' });
        expect(twice.change).toBe('repeated');
        expect(visible(twice.incident)).toEqual(visible(last.incident));
      }),
    );
  });

  test('the order in which reports of different alerts arrive does not matter', () => {
    const pair = fc.tuple(
      fc.array(fc.constantFrom('firing' as const, 'resolved' as const), { minLength: 1, maxLength: 3 }),
      fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    );
    fc.assert(
      fc.property(pair, pair, ([left], [right, turns]) => {
        const anchor = sampleGroup([sampleAlert({ instance: 'anchor' })]);
        const toReports = (instance: string, list: readonly ('firing' | 'resolved')[]): AlertGroup[] =>
          list.map((status, index) =>
            sampleGroup([sampleAlert({ instance, status, startsAtMs: startMs + index * minute })]),
          );
        const a = toReports('a', left);
        const b = toReports('b', right);
        const mixed: AlertGroup[] = [];
        const rest: [AlertGroup[], AlertGroup[]] = [[...a], [...b]];
        for (const turn of turns) mixed.push(...rest[turn ? 1 : 0].splice(0, 1));
        mixed.push(...rest[0], ...rest[1]);
        const run = (groups: readonly AlertGroup[]) =>
          statuses(play([anchor, ...groups].map((one, index): Report => [index, one])).last.incident);
        expect(run(mixed)).toEqual(run([...a, ...b]));
      }),
    );
  });

  test('firing and resolved of one start end as resolved, however often and in whatever order they come', () => {
    const copies = fc.array(fc.boolean(), { maxLength: 10 });
    fc.assert(
      fc.property(copies, fc.nat(10), (flags, at) => {
        const groups = flags.map((flag) => (flag ? firing : resolved));
        const all = [...groups.slice(0, at), resolved, ...groups.slice(at)];
        const { last } = play(all.map((one, index): Report => [index * 10, one]));
        expect(last.incident).toMatchObject({ state: 'resolved', occurrence: 1 });
      }),
    );
  });

  test('revision and occurrence never go back, and "repeated" never raises the revision', () => {
    fc.assert(
      fc.property(history, (reports) => {
        const { all } = play(reports);
        for (const [index, { incident, change }] of all.entries()) {
          const before = all[index - 1]?.incident;
          if (before === undefined) continue;
          const raised = change === 'repeated' ? 0 : 1;
          if (incident.id === before.id) expect(incident.revision).toBe(before.revision + raised);
          else expect(incident).toMatchObject({ revision: 1, occurrence: before.occurrence + 1 });
          expect(incident.state === 'firing').toBe(incident.alerts.some((one) => one.status === 'firing'));
          expect(incident.state === 'resolved').toBe(incident.resolvedAtMs !== null);
        }
      }),
    );
  });
});
