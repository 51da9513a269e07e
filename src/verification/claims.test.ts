import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minuteMs, sampleEvidence, sampleFact, startMs } from '../../test/samples.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { countClaims, createStatementCheck } from './claims.ts';
import { holds } from './fate.ts';

/** A disk that fills up after a deploy; the alert is E1, and E4 is never cited. */
const evidence: readonly EvidenceItem[] = [
  sampleEvidence({
    id: 'E1',
    kind: 'alert',
    source: 'alert',
    title: 'alert DiskAlmostFull',
    labels: { alertname: 'DiskAlmostFull', instance: 'node-3:9100', mountpoint: '/var' },
    facts: [
      sampleFact({ text: 'annotation summary=/var on node-3 is more than 90 % full for 5 minutes' }),
      sampleFact({ text: 'firing since 2026-11-12T02:49:00Z' }),
      sampleFact({ text: '1 of 1 alerts firing' }),
    ],
  }),
  sampleEvidence({
    id: 'E2',
    kind: 'series',
    title: 'node_filesystem_avail_bytes{mountpoint="/var"}',
    query: 'node_filesystem_avail_bytes{instance="node-3:9100"}',
    labels: { instance: 'node-3:9100', host: '10.0.0.5' },
    facts: [
      sampleFact({ text: 'now 3.4 GB', value: 3.4e9, unit: 'bytes', atMs: startMs }),
      sampleFact({
        text: '60 min before 38.5 GB',
        value: 38.5e9,
        unit: 'bytes',
        atMs: startMs - 60 * minuteMs,
      }),
      sampleFact({ text: 'change -35.1 GB', value: -35.1e9, unit: 'bytes' }),
      sampleFact({ text: 'now 93.4 %', value: 93.4, unit: 'percent' }),
      sampleFact({ text: 'share 12.5 %', value: 0.125, unit: 'ratio' }),
      sampleFact({ text: 'p99 now 420 ms', value: 0.42, unit: 'seconds' }),
      sampleFact({ text: 'writes 38.4 MB/s', value: 38.4e6, unit: 'bytes_per_second' }),
      sampleFact({ text: 'requests 1200/s', value: 1200, unit: 'per_second' }),
    ],
  }),
  sampleEvidence({
    id: 'E3',
    kind: 'change',
    title: 'deploy checkout-api v2.4.0 (dep-20461)',
    facts: [
      sampleFact({ text: '48 min before the alert started', atMs: startMs - 48 * minuteMs }),
      sampleFact({ text: '"answers HTTP 503 since build 2.4.1 of 10.0.0.5:9100 on node-31"' }),
    ],
  }),
  sampleEvidence({
    id: 'E4',
    title: 'queue',
    facts: [sampleFact({ text: 'now 777', value: 777, unit: 'count' })],
  }),
  sampleEvidence({
    id: 'E5',
    source: 'loki',
    title: 'logs',
    status: 'unavailable',
    reason: 'timed out after 3 s',
  }),
];

const observation = { role: 'observation', isCause: false } as const;
const checkStatement = (statement: { text: string; evidence: readonly string[] }, items = evidence) =>
  createStatementCheck(items)(statement, observation);

/** The claims that do not hold, or "holds". */
function check(text: string, cited: readonly string[] = ['E2', 'E3']): string {
  const { claims } = checkStatement({ text, evidence: cited });
  const wrong = claims.filter((claim) => !holds(claim)).map((claim) => claim.text);
  return wrong.length === 0 ? 'holds' : wrong.join(' | ');
}

describe('figures', () => {
  test.each([
    // As they are, and rounded to what is written.
    ['/var is 93.4 % full'],
    ['/var is 93 % full'],
    ['/var is 93.4% full'],
    ['/var is 93.4 percent full'],
    ['available is 93.4'],
    ['it lost 35.1 GB'],
    ['it lost 35 GB'],
    ['it fell by -35.1 GB'],
    // The same amount in another unit.
    ['it lost 32.7 GiB'],
    ['it lost 35,100 MB'],
    ['only 3400 MB are left'],
    ['a share of 0.125'],
    ['a share of 12.5 %'],
    ['latency is 0.42 s'],
    ['latency is 420ms'],
    // Rates.
    ['it writes 38.4 MB/s'],
    ['it writes 38 MB/s'],
    ['it writes 38,400 kB/s'],
    ['it serves 1200 req/s'],
    ['it serves 1,200/s'],
    ['it serves 1200 requests per second'],
    // The distance of two times that are cited.
    ['the deploy was 48 min before the alert'],
    ['the alert fired 48 minutes after deploy v2.4.0'],
    ['it took an hour, 60min to be exact'],
    ['it took 1 h'],
    // From the alert, which needs no citation.
    ['more than 90 % for 5 min'],
    ['1 of 1 alerts'],
  ])('found: %s', (text) => {
    expect(check(text)).toBe('holds');
  });

  test.each([
    ['/var is 94 % full', '94 %'],
    ['/var is 93.5 % full', '93.5 %'],
    ['/var is 93.40001 % full', '93.40001 %'],
    ['/var is 0.934 full', '0.934'],
    ['it lost 35.2 GB', '35.2 GB'],
    ['it lost 35.1 MB', '35.1 MB'],
    ['it lost 35.1 GiB', '35.1 GiB'],
    ['it lost 35.1 %', '35.1 %'],
    ['93.4 GB are left', '93.4 GB'],
    ['latency is 420 s', '420 s'],
    ['latency is 420 GB', '420 GB'],
    ['it writes 40 GB/s', '40 GB'],
    ['it serves 200/s', '200'],
    ['it serves 120 req/s', '120'],
    ['it took 1200 s', '1200 s'],
    ['93.4 B are left', '93.4 B'],
    ['it rose by 1200 %', '1200 %'],
    ['the deploy was 46 min before the alert', '46 min'],
    ['it began 2 h before', '2 h'],
    ['777 wait in line', '777'],
    ['it began 12 min before the deploy', '12 min'],
    ['about 4 constructor calls', '4'],
    ['it costs 1,000,000 requests', '1,000,000'],
  ])('not found: %s', (text, wrong) => {
    expect(check(text)).toBe(wrong);
  });

  test('a figure counts only where its evidence is cited', () => {
    expect(check('777 wait in line', ['E4'])).toBe('holds');
    expect(check('777 wait in line [E4]', [])).toBe('holds');
    expect(check('777 wait in line', ['E3'])).toBe('777');
  });

  test('a figure of other evidence is cited there, when the sentence says what it is of', () => {
    const { evidence: cited, claims } = checkStatement({ text: 'the queue holds 777', evidence: ['E3'] });
    expect(claims.map(({ text, verdict }) => [text, verdict])).toEqual([['777', 'elsewhere']]);
    expect(cited).toEqual(['E3', 'E4']);
  });

  test('a distance counts only where both times are cited', () => {
    expect(check('12 min before the deploy', ['E3'])).toBe('12 min');
  });

  test('why something could not be had is evidence, too', () => {
    expect(check('loki timed out after 3 s', ['E5'])).toBe('holds');
    expect(check('loki timed out after 4 s', ['E5'])).toBe('4 s');
  });

  test('a status code is a figure like any other: it has to be in the evidence', () => {
    expect(check('it answers HTTP 503')).toBe('holds');
    expect(check('it answers HTTP 502')).toBe('502');
  });
});

describe('times', () => {
  test.each([
    ['since 2026-11-12T02:49:00Z'],
    ['since 02:49'],
    ['since 02:49 UTC'],
    ['since 2:49'],
    ['since 2026-11-12 02:49 UTC'],
    ['on 2026-11-12'],
    ['the deploy at 02:01:00'],
    ['at 01:49 it had 38.5 GB'],
  ])('found: %s', (text) => {
    expect(check(text)).toBe('holds');
  });

  test.each([
    ['since 02:50', '02:50'],
    ['since 02:49:01', '02:49:01'],
    ['since 2026-11-11 02:49', '2026-11-11 02:49'],
    ['on 2026-11-13', '2026-11-13'],
    ['on 2026-11-11', '2026-11-11'],
    ['since 14:49', '14:49'],
  ])('not found: %s', (text, wrong) => {
    expect(check(text)).toBe(wrong);
  });

  test('a time may be rounded down or up to the minute', () => {
    const atMs = startMs + 38_000;
    const item = sampleEvidence({ id: 'E2', facts: [sampleFact({ text: 'a deploy', atMs })] });
    const verdictOf = (text: string) => checkStatement({ text, evidence: ['E2'] }, [item]).verdict;
    expect(['at 02:48', 'at 02:49', 'at 02:50', 'at 02:51'].map(verdictOf)).toEqual([
      'unverified',
      'verified',
      'verified',
      'unverified',
    ]);
  });
});

describe('names', () => {
  test.each([
    ['node-3:9100 is affected'],
    ['node-3 is affected'],
    ['NODE-3 is affected'],
    ['deploy v2.4.0 came before'],
    ['build 2.4.1 came before'],
    ['the change dep-20461'],
    ['/var fills up'],
    ['node_filesystem_avail_bytes fell'],
    ['10.0.0.5 is affected'],
    ['10.0.0.5:9100 is affected'],
    // Words of the trade, and plain words.
    ['p99 rose, and 5xx and I/O with it, over HTTP/2'],
    ['check the debug log of the checkout service'],
  ])('found: %s', (text) => {
    expect(check(text)).toBe('holds');
  });

  test.each([
    ['node-4:9100 is affected', 'node-4:9100'],
    ['node-30 is affected', 'node-30'],
    ['ode-3 is affected', 'ode-3'],
    ['deploy v2.4.1 came before', 'v2.4.1'],
    ['deploy v2.4 came before', 'v2.4'],
    ['build 2.4.0 came before', '2.4.0'],
    ['10.0.0.6 is affected', '10.0.0.6'],
    ['10.0.0.5:9200 is affected', '10.0.0.5:9200'],
    ['/var/lib fills up', '/var/lib'],
    ['/va fills up', '/va'],
    ['node_filesystem_free_bytes fell', 'node_filesystem_free_bytes'],
    ['payments_db is slow', 'payments_db'],
  ])('not found: %s', (text, wrong) => {
    expect(check(text)).toBe(wrong);
  });
});

describe('citations', () => {
  test('a statement that claims nothing is not checkable, whatever it cites', () => {
    const statement = checkStatement({ text: 'Something is wrong.', evidence: ['E2'] });
    expect(statement).toMatchObject({ verdict: 'not_checkable', fate: 'inferred', claims: [] });
  });

  test('evidence that is not there is not cited', () => {
    expect(check('The disk fills up', ['E2', 'E99'])).toBe('E99');
    expect(check('The disk fills up (E98)')).toBe('E98');
    expect(checkStatement({ text: 'The disk fills up', evidence: ['E2', 'E99'] }).evidence).toEqual(['E2']);
  });

  test('the verdict tells which item bears a claim out', () => {
    const { claims } = checkStatement({ text: 'v2.4.0 and 93.4 %', evidence: ['E2', 'E3'] });
    expect(claims).toEqual([
      { kind: 'name', text: 'v2.4.0', verdict: 'found', evidence: 'E3', actual: null, fate: 'shown' },
      { kind: 'figure', text: '93.4 %', verdict: 'found', evidence: 'E2', actual: null, fate: 'shown' },
    ]);
  });

  test('"7 of 8 checked" counts each claim once, and only wrong citations', () => {
    const statements = [
      { text: 'v2.4.0, 93.4 % and 94 % at 02:01', evidence: ['E2', 'E3'] },
      { text: '93.4 %', evidence: ['E2', 'E77'] },
    ].map((statement) => checkStatement(statement));
    expect(countClaims(statements)).toEqual({ found: 3, total: 5, corrected: 0, removed: 2 });
  });
});

test('no text makes the check fall over, and none is verified without evidence', () => {
  const words = fc.constantFrom(
    '93.4 %',
    '02:49',
    '-',
    'E2',
    '1e999',
    '__proto__',
    '5 valueOf',
    '9'.repeat(400),
    '%',
    ':',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(text, (one) => {
      checkStatement({ text: one, evidence: ['E2'] });
      expect(checkStatement({ text: one, evidence: ['E2'] }, []).verdict).not.toBe('verified');
    }),
    { numRuns: 60 },
  );
}, 120_000);

test.each([
  ['digits', '9'],
  ['digits and commas', '1,'],
  ['dots', '1.'],
  ['name-like', 'a:'],
  ['hyphens', 'a-'],
  ['slashes', '/a'],
  ['quotes', '"a'],
  ['times', '1:'],
  ['dates', '2026-11-'],
  ['turns', 'and '],
  ['words to ignore', 'ignore you must '],
  ['domains', 'a.b.'],
  ['flags', ' -a'],
  ['units', '1 kB '],
  ['percent', '1 % '],
])('a long text of %s takes no longer than any other', (_, unit) => {
  const long = unit.repeat(20_000 / unit.length);
  const hostile = sampleEvidence({
    id: 'E6',
    title: long,
    facts: [sampleFact({ text: long })],
    labels: { service: long },
  });
  const startedAt = performance.now();
  const check1 = createStatementCheck([...evidence, hostile]);
  check1({ text: long.slice(0, 500), evidence: ['E6'] }, observation);
  // Quadratic time would take minutes; a loaded machine takes a second or two.
  expect(performance.now() - startedAt).toBeLessThan(5000);
});
