import { describe, expect, test } from 'vitest';
import { lineOfPoints, minuteMs, sampleAlert, sampleIncident, startMs } from '../../../test/samples.ts';
import { noObservations, type ObservedLog, type ObservedSeries } from '../../domain/observation.ts';
import { toHostDrafts } from './host-context.ts';
import { findImagePulls } from './image-pulls.ts';
import { findMemoryKills } from './memory-kills.ts';

function log(minutes: number, line: string, service = 'kubelet'): ObservedLog {
  return {
    key: `${service}${minutes}${line.length}`,
    timeMs: startMs + minutes * minuteMs,
    labels: { service },
    line,
    fields: {},
  };
}

function series(name: string, mountpoint: string, from: number, to: number, fstype = 'ext4'): ObservedSeries {
  const labels = { instance: 'node-3', mountpoint, fstype };
  return { key: `${name}${mountpoint}`, name, labels, points: lineOfPoints(from, to) };
}

const range = { fromMs: startMs - 60 * minuteMs, toMs: startMs + 3 * minuteMs };

function tell(alertname: string, given: Partial<typeof noObservations>) {
  const incident = sampleIncident([
    sampleAlert({ labels: { alertname, instance: 'node-3' }, annotations: {} }),
  ]);
  return toHostDrafts({ incident, range }, { ...noObservations, ...given }).map(
    ({ title, status, reason, facts, total, kept }) => ({
      ...{ title, status, reason, total, kept },
      texts: facts.map(({ text }) => text),
    }),
  );
}

describe('of a full disk', () => {
  test('each filesystem is told, the fullest first, and none that is in memory', () => {
    const [item] = tell('DiskAlmostFull', {
      series: [
        series('node_filesystem_avail_bytes', '/', 60e9, 60e9),
        series('node_filesystem_avail_bytes', '/var', 40e9, 5e9),
        series('node_filesystem_size_bytes', '/var', 100e9, 100e9),
        series('node_filesystem_avail_bytes', '/run', 1e9, 1e9, 'tmpfs'),
      ],
    });
    expect(item?.title).toBe('host: filesystems');
    expect(item?.texts).toEqual([
      '/var: 5 GB free, 95 % of 100 GB in use, 60 min before 40 GB, empty in 9 min at this slope',
      '/: 60 GB free, 60 min before 60 GB',
    ]);
  });

  test('who logs more, which images came and who found no space are told', () => {
    const quiet = Array.from({ length: 20 }, (_, index) => log(-59 + index, 'ok', 'checkout'));
    const loud = Array.from({ length: 20 }, (_, index) => log(-19 + index, 'x'.repeat(400), 'checkout'));
    const steady = [-50, -40, -20, -10].map((minutes) => log(minutes, 'y'.repeat(900), 'cart'));
    const items = tell('DiskAlmostFull', {
      logs: [
        ...quiet,
        ...loud,
        ...steady,
        log(-15, 'Successfully pulled image "registry/batch:v2" in 8.1s. Image size: 214000000 bytes.'),
        log(-90, 'Successfully pulled image "registry/old:v1" in 1s'),
        log(1, 'write /var/log/a: no space left on device', 'cart'),
        log(2, 'ENOSPC: cannot write', 'cart'),
      ],
    });
    expect(items.map(({ title, texts }) => [title, texts])).toEqual([
      [
        'host: writes that found no space',
        ['cart found no space left 2 times, first at 2026-11-12T02:50:00Z'],
      ],
      [
        'host: logs that grew',
        [
          'checkout logged 8.02 kB in the last 33 min and 60 B in the 30 min before, of the lines that were read',
        ],
      ],
      ['host: images that were pulled', ['image registry/batch:v2 pulled 2026-11-12T02:34:00Z, 214 MB']],
    ]);
  });

  test('of which nothing is known, that is said', () => {
    expect(tell('DiskAlmostFull', {})).toEqual([]);
    expect(tell('DiskAlmostFull', { logs: [log(0, 'started')] })).toMatchObject([
      { status: 'empty', reason: expect.stringContaining('filesystems') },
    ]);
  });
});

test('of memory that ran out, the processes that were ended are told', () => {
  const items = tell('NodeMemoryHigh', {
    logs: [
      log(
        -3,
        'Out of memory: Killed process 4711 (java) total-vm:9kB, anon-rss:8000000kB, file-rss:0kB',
        'kernel',
      ),
    ],
  });
  expect(items).toMatchObject([
    {
      title: 'host: processes ended for memory',
      texts: ['java was ended 2026-11-12T02:46:00Z because memory ran out, it held 8.19 GB'],
    },
  ]);
});

test('an alert about neither has none of it', () => {
  expect(tell('HighErrorRate', { series: [series('node_filesystem_avail_bytes', '/', 1, 1)] })).toEqual([]);
});

test.each([
  [
    'Successfully pulled image "registry/a:v1" in 8.1s (8.1s including waiting). Image size: 5 bytes.',
    'registry/a:v1',
    5,
  ],
  ['Successfully pulled image "registry/a:v1" in 8.1s, size 214 MB', 'registry/a:v1', 214e6],
  [
    'msg="PullImage \\"docker.io/library/redis:7\\" returns image reference \\"sha256:1\\""',
    'docker.io/library/redis:7',
    null,
  ],
  [
    'time="…" level=info msg="Pulled image: docker.io/library/redis@sha256:1" id=1',
    'docker.io/library/redis@sha256:1',
    null,
  ],
  ['Status: Downloaded newer image for redis:7', 'redis:7', null],
  ['Pulling image "registry/a:v1"', undefined, undefined],
  ['Failed to pull image "registry/a:v1": not found', undefined, undefined],
])('%s', (line, image, bytes) => {
  const [pull] = findImagePulls([log(0, line)]);
  expect([pull?.image, pull?.bytes]).toEqual([image, bytes]);
});

test.each([
  [
    'Memory cgroup out of memory: Killed process 1 (node) total-vm:1kB, anon-rss:1000kB',
    'node',
    true,
    1_024_000,
  ],
  ['Out of memory: Kill process 1 (mysqld) score 900 or sacrifice child', 'mysqld', false, null],
  [
    'Killed /system.slice/a.service due to memory used (9G) / total (9G)',
    '/system.slice/a.service',
    false,
    null,
  ],
])('%s', (line, process, ofLimit, bytes) => {
  expect(findMemoryKills([log(0, line)])).toMatchObject([{ process, ofLimit, bytes }]);
});
