import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  lineOfPoints,
  minuteMs,
  refuseCommands,
  sampleEvidence,
  sampleFact,
  sampleIncident,
  seriesEvidence,
  startMs,
} from '../../test/samples.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { headlineLimit } from '../domain/hypothesis.ts';
import type { Point } from '../domain/series.ts';
import { checkHypothesis } from '../verification/check-hypothesis.ts';
import { explainFindings } from './explain.ts';
import { deriveFindings } from './findings.ts';

const alert = sampleEvidence({ id: 'E1', kind: 'alert', source: 'alert', title: 'alert DiskAlmostFull' });
const gap = sampleEvidence({
  id: 'E9',
  source: 'loki',
  status: 'unavailable',
  reason: 'loki: timed out after 3 s',
});
const primary = seriesEvidence(lineOfPoints(58, 93.4), {
  id: 'E2',
  primary: true,
  title: 'disk usage',
  unit: 'percent',
  threshold: { operator: '>', value: 90 },
  query: 'disk_used_percent',
});
const free = seriesEvidence(lineOfPoints(60e9, 24e9), {
  id: 'E3',
  title: 'node_filesystem_avail_bytes{mountpoint="/var"}',
  unit: 'bytes',
});
const log = seriesEvidence(lineOfPoints(1e9, 36e9), {
  id: 'E4',
  title: 'log_bytes{service="checkout-api"}',
  unit: 'bytes',
});
const steady = seriesEvidence(lineOfPoints(7e9, 7.01e9), { id: 'E5', title: 'db_bytes', unit: 'bytes' });

function change(id: string, minutesBefore: number, service: string): EvidenceItem {
  return sampleEvidence({
    id,
    kind: 'change',
    title: `deploy ${service} v2 (dep-1)`,
    labels: { service },
    facts: [
      sampleFact({
        name: 'age',
        text: `${Math.abs(minutesBefore)} min ${minutesBefore >= 0 ? 'before' : 'after'} the alert started`,
        value: minutesBefore * 60,
        unit: 'seconds',
        atMs: startMs - minutesBefore * minuteMs,
      }),
    ],
  });
}

const deploy = change('E6', 48, 'checkout-api');

function texts(evidence: readonly EvidenceItem[]): readonly string[] {
  return deriveFindings(evidence).map(({ kind, text }) => `${kind}: ${text}`);
}

describe('findings', () => {
  test('say what the disk case is about, the most telling first', () => {
    const found = deriveFindings([alert, primary, free, log, steady, deploy, gap]);
    expect(found.map((finding) => finding.id)).toEqual(found.map((_, index) => `F${index + 1}`));
    expect(found.map((finding) => finding.kind)).toEqual([
      'threshold_crossed',
      'moved',
      'change',
      'moved',
      'did_not_move',
      'gap',
    ]);
    expect(found[0]?.text).toMatch(
      /^disk usage is 93\.4 % \(threshold > 90 %\), beyond it since 2026-11-12T/,
    );
    expect(found[1]).toMatchObject({
      text: `${log.title} grew by 35 GB while ${free.title} lost 36 GB`,
      evidence: ['E4', 'E3'],
    });
    expect(found[2]).toMatchObject({ evidence: ['E6'] });
  });

  test('rise and fall are told apart', () => {
    const [rose] = texts([seriesEvidence(lineOfPoints(100, 500), { title: 'latency', unit: 'none' })]);
    const [fell] = texts([seriesEvidence(lineOfPoints(500, 100), { title: 'requests', unit: 'none' })]);
    expect(rose).toMatch(/^moved: latency rose from 100 to 500/);
    expect(fell).toMatch(/^moved: requests fell from 500 to 100/);
  });

  test('a peak in between is told, although the ends are alike', () => {
    const spike = [
      ...lineOfPoints(10, 10, 30),
      [startMs + minuteMs, 900],
      [startMs + 2 * minuteMs, 12],
    ] as readonly Point[];
    expect(texts([seriesEvidence(spike, { title: 'errors' })])[0]).toMatch(
      /rose from 10 to 900 \(2026-11-12T02:50:00Z\), is 12 now/,
    );
  });

  test('a change of the service that moved comes before a later one of another, and none after the alert counts', () => {
    const evidence = [free, log, change('E7', 5, 'invoices'), deploy, change('E8', -5, 'checkout-api')];
    const changes = deriveFindings(evidence).filter((finding) => finding.kind === 'change');
    expect(changes.map((finding) => finding.evidence[0])).toEqual(['E6', 'E7']);
  });

  test('what stayed at zero is not worth a word', () => {
    expect(texts([seriesEvidence(lineOfPoints(0, 0), { title: 'errors' })])).toEqual([]);
  });

  test('a source that failed is a gap, one that is not configured or has nothing is not', () => {
    const items = [gap, sampleEvidence({ status: 'empty' }), sampleEvidence({ status: 'not_configured' })];
    expect(texts(items)).toEqual(['gap: loki: loki: timed out after 3 s']);
  });

  test('more log lines than before are one, fewer are not', () => {
    const logs = (since: number, before: number) =>
      sampleEvidence({
        kind: 'logs',
        title: 'checkout error log lines',
        facts: [
          sampleFact({ name: 'since', text: `${since}`, value: since }),
          sampleFact({ name: 'before', text: `${before}`, value: before }),
        ],
      });
    expect(texts([logs(9, 2)])).toHaveLength(1);
    expect(texts([logs(2, 9)])).toEqual([]);
  });

  test('are at most four of a kind', () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      seriesEvidence(lineOfPoints(1, 2 + index), { id: `E${index}`, title: `m${index}` }),
    );
    expect(texts(many)).toHaveLength(4);
  });

  test('are short in a headline: the values of the labels, also those with quotes in them', () => {
    const short = (title: string) =>
      deriveFindings([seriesEvidence(lineOfPoints(1, 9), { title })])[0]?.short;
    expect(short('x_bytes{host="a", path="/var"}')).toMatch(/^a \/var rose/);
    expect(short('x_bytes{path="C:\\\\log \\"x\\""}')).toMatch(/^C:\\log "x" rose/);
    expect(short('x_bytes')).toMatch(/^x_bytes rose/);
  });
});

describe('the explanation without a model', () => {
  const incident = sampleIncident();
  const explain = (evidence: readonly EvidenceItem[]) =>
    explainFindings({ incident, findings: deriveFindings(evidence), evidence, diagnosis: null });

  test('of the disk case names what grew and the change before it, as likely', () => {
    const hypothesis = explain([alert, primary, free, log, steady, deploy]);
    expect(hypothesis.headline.text).toContain('checkout-api grew by 35 GB, /var lost 36 GB');
    expect(hypothesis.headline.text.length).toBeLessThanOrEqual(headlineLimit);
    expect(hypothesis.root_cause.status).toBe('likely');
    expect(hypothesis.root_cause.text).toContain('deploy checkout-api v2');
    expect(hypothesis.root_cause.evidence).toEqual(['E4', 'E3', 'E6']);
    expect(hypothesis.alternatives[0]?.text).toContain('db_bytes stayed at 7');
    expect(hypothesis.impact).toMatchObject({ level: 'critical', evidence: ['E2'] });
    expect(hypothesis.investigation.map((step) => step.promql)).toContain('disk_used_percent');
  });

  test('passes its own check', () => {
    const evidence = [alert, primary, free, log, steady, deploy, gap];
    const own = explain(evidence);
    const rest = { diagnosis: null, knownNames: [], history: null, commands: refuseCommands };
    const checked = checkHypothesis({ hypothesis: own, fallback: own, evidence, ...rest });
    expect(checked.removed).toEqual([]);
    expect(checked.claimsFound).toBe(checked.claimsTotal);
    expect(checked.claimsTotal).toBeGreaterThan(10);
  });

  test.each([
    ['nothing at all', []],
    ['the alert alone', [alert]],
    ['gaps alone', [alert, gap]],
  ])('with %s says what the alert says, and that the cause is not known', (_, evidence) => {
    const hypothesis = explain(evidence);
    expect(hypothesis.headline).toEqual({ text: '/var is more than 90 % full', evidence: ['E1'] });
    expect(hypothesis.root_cause).toEqual({
      text: 'The evidence at hand does not say what causes it.',
      evidence: ['E1'],
      status: 'inconclusive',
    });
  });

  test.each([
    ['what moved', [alert, primary, log]],
    ['a change', [alert, primary, deploy]],
    ["the alert's own value", [alert, primary]],
  ])('with only %s stays inconclusive', (_, evidence) => {
    expect(explain(evidence).root_cause.status).toBe('inconclusive');
  });

  test('falls over no series, and keeps its weights and lengths', () => {
    const value = fc.oneof(fc.double(), fc.constantFrom(0, 1e308, -1e308, Number.NaN));
    const series = fc
      .tuple(
        fc.array(value, { maxLength: 20 }),
        fc.constantFrom('bytes', 'percent', 'none' as const),
        fc.boolean(),
      )
      .map(([values, unit, own]) =>
        seriesEvidence(
          values.map((one, index): Point => [startMs + index * minuteMs, one]),
          { unit, primary: own, title: 'a{b="c"}' },
        ),
      );
    fc.assert(
      fc.property(fc.array(series, { maxLength: 8 }), (items) => {
        const evidence = items.map((item, index) => ({ ...item, id: `E${index + 2}` }));
        for (const { weight } of deriveFindings(evidence)) {
          expect(weight).toBeGreaterThanOrEqual(0);
          expect(weight).toBeLessThanOrEqual(1);
        }
        expect(explain(evidence).headline.text.length).toBeLessThanOrEqual(headlineLimit);
      }),
    );
  });
});

test('a series that has ended is told as such, and neither moved nor stayed', () => {
  const text = 'no sample since 2026-11-12T02:40:00Z, 9 min before the end of the window';
  const ended = { ...steady, facts: [...steady.facts, sampleFact({ name: 'stale', text, atMs: startMs })] };
  const findings = deriveFindings([alert, primary, ended]).filter(({ evidence }) => evidence.includes('E5'));
  expect(findings.map((finding) => [finding.kind, finding.text])).toEqual([['moved', `db_bytes: ${text}`]]);
});

test('a share of less than a percentage point has not moved by having grown', () => {
  const small = seriesEvidence(lineOfPoints(0, 0.003), { id: 'E6', title: 'cpu', unit: 'percent' });
  expect(deriveFindings([alert, small]).filter(({ kind }) => kind === 'moved')).toEqual([]);
});
