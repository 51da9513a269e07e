import { afterEach, describe, expect, test } from 'vitest';
import {
  type HeldByAlertmanager,
  heldAlert,
  startFakeAlertmanager,
} from '../../../test/fakes/alertmanager.ts';
import type { HttpFake } from '../../../test/fakes/http-fake.ts';
import { createManualClock } from '../../../test/manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import { AppError } from '../../domain/errors.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import type { IncidentHistory } from '../incident-history.ts';
import { alertmanager } from './alertmanager.ts';

let fake: HttpFake | null = null;
afterEach(async () => {
  await fake?.stop();
  fake = null;
});

const own = sampleAlert();
const at = (minutes: number): number => startMs + minutes * minuteMs;
const ownHeld = (more = {}) => heldAlert(own.fingerprint, own.labels, { startsAtMs: startMs, ...more });

async function collect(
  held: HeldByAlertmanager,
  past: IncidentHistory['list'] = () => Promise.resolve([]),
): Promise<readonly EvidenceDraft[]> {
  fake = await startFakeAlertmanager(held);
  const history = { list: past, findings: () => Promise.resolve([]) };
  const changes = { list: () => Promise.resolve([]) };
  const deps = { fetch, clock: createManualClock(startMs), history, changes };
  const config = alertmanager.Config.parse({ url: fake.url, timeout: '5s' });
  const { drafts } = await alertmanager.create('am', config, deps).collect({
    incident: sampleIncident([own]),
    range: { fromMs: at(-60), toMs: at(2) },
    signal: new AbortController().signal,
    edges: noEdges,
  });
  return drafts;
}

const textsOf = (drafts: readonly EvidenceDraft[], title: string): readonly string[] =>
  drafts.find((draft) => draft.title === title)?.facts.map(({ text }) => text) ?? [];

describe('other alerts', () => {
  test('are told by name, those with the most labels in common first, and never the own', async () => {
    const drafts = await collect({
      alerts: [
        ownHeld(),
        heldAlert('a', { alertname: 'Far', instance: 'node-9', severity: 'warning' }, { startsAtMs: at(-1) }),
        heldAlert('b', { alertname: 'DiskSlow', instance: 'node-3:9100' }, { startsAtMs: at(-9) }),
        heldAlert('c', { alertname: 'DiskSlow', instance: 'node-4:9100' }, { startsAtMs: at(-4) }),
      ],
    });
    expect(textsOf(drafts, 'other alerts')).toEqual([
      'DiskSlow, instance=node-3:9100, fires since 2026-11-12T02:40:00Z, 9 min before this one, 2 alerts of this name, same instance',
      'Far (warning), instance=node-9, fires since 2026-11-12T02:48:00Z, 60 s before this one',
    ]);
    expect(drafts).toMatchObject([{ status: 'observed', total: 3, kept: 3, query: '/api/v2/alerts' }]);
  });

  test('beyond eight names are counted', async () => {
    const alerts = Array.from({ length: 12 }, (_, index) =>
      heldAlert(`f${index}`, { alertname: `Alert${index}` }, { startsAtMs: at(-index) }),
    );
    const drafts = await collect({ alerts });
    expect(textsOf(drafts, 'other alerts').at(-1)).toBe('4 more of other names');
    expect(drafts[0]).toMatchObject({ total: 12, kept: 8 });
  });

  test('that are quiet are told as such', async () => {
    const drafts = await collect({
      alerts: [
        heldAlert('a', { alertname: 'A' }, { startsAtMs: at(-1), silencedBy: ['s'] }),
        heldAlert('b', { alertname: 'B' }, { startsAtMs: at(-2), inhibitedBy: ['x'] }),
      ],
    });
    const texts = textsOf(drafts, 'other alerts');
    expect(texts[0]).toContain('A, fires, silenced since');
    expect(texts[1]).toContain('B, fires, inhibited since');
  });

  test('that have ended in the window are known from past incidents', async () => {
    const ended = sampleAlert({
      labels: { alertname: 'NodeReboot', instance: 'node-3:9100' },
      startsAtMs: at(-30),
      endsAtMs: at(-20),
      status: 'resolved',
      fingerprint: 'gone',
    });
    const past: Incident = sampleIncident([ended], { id: 'past' });
    let since = 0;
    const drafts = await collect({}, (_, sinceMs) => {
      since = sinceMs;
      return Promise.resolve([past]);
    });
    expect(since).toBe(at(-60));
    expect(textsOf(drafts, 'other alerts')[0]).toContain(
      'NodeReboot, instance=node-3:9100, ended 2026-11-12T02:29:00Z',
    );
  });

  test('of the past that the store does not give are said to be missing', async () => {
    const down = new AppError({ code: 'storage_unavailable', message: 'the store does not answer' });
    const drafts = await collect({}, () => Promise.reject(down));
    expect(drafts).toMatchObject([
      { status: 'empty' },
      { status: 'unavailable', title: 'alerts that have ended', reason: 'the store does not answer' },
    ]);
  });
});

describe('silences', () => {
  const silence = (matchers: readonly object[], more: object = {}) => ({
    id: 's1',
    status: { state: 'active' },
    updatedAt: new Date(at(-60)).toISOString(),
    startsAt: new Date(at(-60)).toISOString(),
    endsAt: new Date(at(60)).toISOString(),
    createdBy: 'maria',
    comment: 'moving node-3',
    matchers,
    ...more,
  });
  const matcher = (name: string, value: string, isRegex = false, isEqual = true) => ({
    name,
    value,
    isRegex,
    isEqual,
  });

  test.each([
    ['the same value', [matcher('instance', 'node-3:9100')], true],
    ['another value', [matcher('instance', 'node-4:9100')], false],
    ['a pattern', [matcher('instance', 'node-[0-9]:.*', true)], true],
    ['a pattern that fits a part only', [matcher('instance', 'node', true)], false],
    ['a pattern that is none', [matcher('instance', '(', true)], false],
    ['not another value', [matcher('instance', 'node-4:9100', false, false)], true],
    ['a label that is missing', [matcher('team', '', false, true)], true],
    ['two, of which one does not hold', [matcher('instance', 'node-3:9100'), matcher('team', 'db')], false],
  ])('with %s', async (_, matchers, holds) => {
    const drafts = await collect({ silences: [silence(matchers)] });
    expect(textsOf(drafts, 'silences')).toEqual(
      holds
        ? [
            'a silence for this alert by maria, active from 2026-11-12T01:49:00Z until 2026-11-12T03:49:00Z: "moving node-3"',
          ]
        : [],
    );
  });

  test('that ended in the window are told, older ones are not', async () => {
    const ended = (minutes: number) =>
      silence([matcher('instance', 'node-3:9100')], {
        status: { state: 'expired' },
        endsAt: new Date(at(minutes)).toISOString(),
      });
    const drafts = await collect({ silences: [ended(-3), ended(-90)] });
    expect(textsOf(drafts, 'silences')).toEqual([
      'a silence for this alert by maria, ended 2026-11-12T02:46:00Z, 3 min before this one: "moving node-3"',
    ]);
  });
});

test('inhibitions are told in both directions', async () => {
  const drafts = await collect({
    alerts: [
      ownHeld({ inhibitedBy: ['root'] }),
      heldAlert('root', { alertname: 'ClusterDown' }, { startsAtMs: at(-5) }),
      heldAlert('x', { alertname: 'DiskWarning' }, { startsAtMs: at(1), inhibitedBy: [own.fingerprint] }),
      heldAlert(
        'y',
        { alertname: 'DiskWarning', n: '2' },
        { startsAtMs: at(1), inhibitedBy: [own.fingerprint] },
      ),
    ],
  });
  expect(textsOf(drafts, 'inhibitions')).toEqual([
    'this alert is inhibited by ClusterDown',
    'this alert inhibits DiskWarning (2)',
  ]);
});
