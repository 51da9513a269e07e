import { afterAll, beforeAll, expect, test } from 'vitest';
import { journal } from '../../src/evidence/collectors/journal.ts';
import { createManualClock } from '../manual-clock.ts';
import { minuteMs, noEdges, sampleAlert, sampleIncident, startMs } from '../samples.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type JournalGateway, startJournalGateway } from '../servers/journal-gateway.ts';

describeWithServers(['journal-gateway'], 'the collector of the journal, on a real gateway', () => {
  let gateway: JournalGateway;

  beforeAll(async () => {
    const line = (minutes: number, unit: string, message: string, priority: string) => ({
      timeMs: startMs + minutes * minuteMs,
      fields: {
        _HOSTNAME: 'node-3',
        _SYSTEMD_UNIT: `${unit}.service`,
        SYSLOG_IDENTIFIER: unit,
        PRIORITY: priority,
        MESSAGE: message,
      },
    });
    const usual = Array.from({ length: 60 }, (_, index) =>
      line(index - 85, 'checkout', `took ${index} ms`, '6'),
    );
    gateway = await startJournalGateway([
      ...usual,
      ...[-4, -3, -2].map((minutes) => line(minutes, 'checkout', 'cannot connect to db', '3')),
      line(-1, 'sshd', 'not mine', '6'),
    ]);
  });
  afterAll(() => gateway?.stop());

  async function collect(labels: Readonly<Record<string, string>>, maxLines = 2000) {
    const config = journal.Config.parse({ url: gateway.url, max_lines: maxLines, timeout: '20s' });
    const collector = journal.create('journal', config, { fetch, clock: createManualClock(startMs) });
    return collector.collect({
      incident: sampleIncident([sampleAlert({ labels: { alertname: 'A', ...labels } })]),
      range: { fromMs: startMs - 60 * minuteMs, toMs: startMs },
      signal: new AbortController().signal,
      edges: noEdges,
    });
  }

  test('reads the lines of a unit, before and since', async () => {
    const { drafts, observations } = await collect({ service: 'checkout', instance: 'node-3:9100' });
    expect(observations.logs).toHaveLength(63);
    expect(drafts[0]).toMatchObject({ title: 'checkout error log lines', status: 'observed' });
    expect(drafts[0]?.facts[0]?.text).toBe('like "cannot connect to db"');
    expect(JSON.stringify(drafts)).not.toContain('not mine');
  });

  test('pages back through more lines than it reads at once', async () => {
    const { observations } = await collect({ service: 'checkout' }, 20);
    const before = observations.logs.filter(({ timeMs }) => timeMs < startMs - 30 * minuteMs);
    expect(observations.logs.filter(({ line }) => line === 'cannot connect to db')).toHaveLength(3);
    expect(before).toHaveLength(10);
    expect(before.at(-1)?.line).toBe('took 54 ms');
  });

  test('of a host that is not there has nothing', async () => {
    expect((await collect({ instance: 'node-4:9100' })).drafts).toMatchObject([{ status: 'empty' }]);
  });
});
