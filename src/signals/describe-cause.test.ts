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
import type { Diagnosis, RankedChange } from '../domain/diagnosis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { headlineLimit } from '../domain/hypothesis.ts';
import { formatTime } from '../domain/time.ts';
import { checkHypothesis } from '../verification/check-hypothesis.ts';
import { describeCause } from './describe-cause.ts';
import { addDiagnosisFindings } from './diagnosis-findings.ts';
import { explainFindings } from './explain.ts';
import { deriveFindings } from './findings.ts';

const changedAtMs = startMs - 30 * minuteMs;
const brokenAtMs = startMs - 22 * minuteMs;

const alert = sampleEvidence({
  id: 'E1',
  kind: 'alert',
  source: 'alert',
  title: 'alert InventoryErrors',
  facts: [sampleFact({ text: 'annotation summary=/var is more than 90 % full' })],
});
const pool = seriesEvidence(
  lineOfPoints(2, 2).map(([time]) => [time, time < brokenAtMs ? 2 : 10] as const),
  {
    id: 'E2',
    title: 'db_pool_in_use{service="inventory"}',
    labels: { service: 'inventory' },
    observed: ['s:1'],
  },
);
const deploy = sampleEvidence({
  id: 'E3',
  kind: 'change',
  title: 'deploy inventory v2026.06.20-1340 (dep-7)',
  labels: { service: 'inventory' },
  observed: ['c:1'],
  facts: [
    sampleFact({
      name: 'age',
      text: '30 min before the alert started',
      value: 1800,
      unit: 'seconds',
      atMs: changedAtMs,
    }),
    sampleFact({ name: 'time', text: formatTime(changedAtMs), atMs: changedAtMs }),
    sampleFact({ name: 'effect', text: 'its diff changed db_pool_max_conns 50 → 10' }),
  ],
});
const line = sampleEvidence({
  id: 'E4',
  kind: 'logs',
  title: 'cart error log lines',
  labels: { service: 'cart', level: 'error' },
  observed: ['l:1'],
  facts: [
    sampleFact({ name: 'line', text: 'like "upstream inventory timeout"', atMs: brokenAtMs + minuteMs }),
    sampleFact({
      name: 'first',
      text: `first at ${formatTime(brokenAtMs + minuteMs)}`,
      atMs: brokenAtMs + minuteMs,
    }),
  ],
});
const evidence = [alert, pool, deploy, line];

const change: RankedChange = {
  ...{ key: 'c:1', id: 'dep-7', kind: 'deploy', service: 'inventory', timeMs: changedAtMs, score: 0.9 },
  ...{ effect: 'changed db_pool_max_conns 50 → 10', reason: 'it fits', support: ['c:1', 's:1'] },
};
const diagnosis: Diagnosis = {
  onsetMs: brokenAtMs,
  onsetUncertaintyMs: minuteMs,
  candidates: [
    {
      ...{
        service: 'inventory',
        score: 0.9,
        metric: 'db_pool_in_use',
        kind: 'saturation',
        onsetMs: brokenAtMs,
      },
      ...{ reached: null, reason: 'db_pool_in_use of inventory rose', support: ['s:1'] },
    },
  ],
  isCause: true,
  changes: [change],
  otherCause: null,
  otherCauseKind: null,
  otherCauseSupport: [],
  blastRadius: ['cart'],
  propagation: [],
  fingerprint: 'x',
};

function explain(given: Partial<Diagnosis>, items: readonly EvidenceItem[] = evidence) {
  const told = { ...diagnosis, ...given };
  const findings = addDiagnosisFindings(told, items, deriveFindings(items));
  return explainFindings({ incident: sampleIncident(), findings, evidence: items, diagnosis: told });
}

describe('the cause in words', () => {
  test('says what broke, when, after which change, and what that changed', () => {
    const { headline, root_cause: cause, impact } = explain({});
    expect(headline.text).toBe(
      'inventory: db_pool_in_use rose from 2 to 10, 8 min after deploy v2026.06.20-1340 (changed db_pool_max_conns 50 → 10)',
    );
    expect(cause.text).toBe(
      `inventory: db_pool_in_use rose from 2 to 10, since ${formatTime(brokenAtMs)}, 8 min after deploy inventory v2026.06.20-1340 (changed db_pool_max_conns 50 → 10).`,
    );
    expect(cause).toMatchObject({ status: 'likely', evidence: ['E2', 'E3'] });
    expect(impact.text).toMatch(/Also hit: cart\.$/);
    expect(impact.evidence).toContain('E4');
  });

  test('passes the check that what models say has to pass', () => {
    const own = explain({});
    const checked = checkHypothesis({
      ...{
        hypothesis: own,
        fallback: own,
        evidence,
        diagnosis,
        knownNames: [],
        history: null,
        commands: refuseCommands,
      },
    });
    expect(checked.removed).toEqual([]);
    const all = [checked.headline, checked.rootCause, checked.impact, ...checked.investigation];
    expect(all.flatMap(({ claims }) => claims).filter(({ verdict }) => verdict !== 'found')).toEqual([]);
    expect(checked.claimsFound).toBe(checked.claimsTotal);
    expect(checked.claimsTotal).toBeGreaterThan(10);
  });

  test('quotes an error before it tells of a number, and never half a word', () => {
    const long = `panic: ${'connection pool exhausted while waiting '.repeat(5)}`;
    const error = { ...line, labels: { service: 'inventory', level: 'error' }, observed: ['l:2'] };
    const said = {
      ...error,
      facts: [
        sampleFact({ name: 'line', text: `like "${long}"`, atMs: brokenAtMs }),
        sampleFact({ name: 'first', text: `first at ${formatTime(brokenAtMs)}`, atMs: brokenAtMs }),
      ],
    };
    const { headline } = explain({ changes: [{ ...change, support: ['c:1', 's:1', 'l:2'] }] }, [
      alert,
      pool,
      deploy,
      said,
    ]);
    expect(headline.text).toMatch(/^inventory says "… connection pool .*\w …", /);
    expect(headline.text.length).toBeLessThanOrEqual(headlineLimit);
  });

  test('of errors that are wrapped in each other quotes the innermost, rather than not to name the change', () => {
    const wrapped = {
      ...line,
      labels: { service: 'inventory', level: 'error' },
      facts: [
        sampleFact({
          name: 'line',
          text: 'like "reserve of 12 items for basket 7715 failed: acquire connection: context deadline exceeded"',
          atMs: brokenAtMs,
        }),
      ],
    };
    const { headline } = explain({ changes: [{ ...change, support: ['c:1', 'l:1'] }] }, [
      alert,
      deploy,
      wrapped,
    ]);
    expect(headline.text).toBe(
      'inventory says "… context deadline exceeded"; before that, deploy v2026.06.20-1340 (changed db_pool_max_conns 50 → 10)',
    );
  });

  test('says that a limit was reached, rather than by how much it rose', () => {
    const candidates = diagnosis.candidates.map((one) => ({ ...one, reached: 'its limit of 10' }));
    const { headline, root_cause: cause } = explain({ candidates });
    expect(headline.text).toBe(
      'inventory: db_pool_in_use reached its limit of 10, 8 min after v2026.06.20-1340 (changed db_pool_max_conns 50 → 10)',
    );
    expect(cause.text).toContain('rose from 2 to 10, reached its limit of 10, since ');
  });

  test('says of the first suspect since when the ranking sees it move', () => {
    const onsetMs = brokenAtMs - 3 * minuteMs;
    const candidates = diagnosis.candidates.map((one) => ({ ...one, onsetMs }));
    expect(explain({ candidates }).root_cause.text).toContain(
      `since ${formatTime(onsetMs)}, 5 min after deploy inventory`,
    );
  });

  test('of a change from days ago tells its age instead of the time between', () => {
    const early = { ...change, timeMs: brokenAtMs - 2 * 1440 * minuteMs };
    expect(explain({ changes: [early] }).root_cause.text).toContain('; before that, deploy inventory');
  });

  test('where no change explains it says so, and what does', () => {
    const { headline, root_cause: cause } = explain({
      changes: [],
      otherCause: 'a certificate ran out: cart says "upstream inventory timeout"',
      otherCauseSupport: ['l:1'],
    });
    expect(headline.text).toMatch(/^No change explains it: a certificate ran out/);
    expect(cause).toMatchObject({ status: 'likely', evidence: ['E4'] });
  });

  test('where nothing explains it names the symptom, and stays inconclusive', () => {
    const { root_cause: cause } = explain({ changes: [] });
    expect(cause.status).toBe('inconclusive');
    expect(cause.text).toMatch(/db_pool_in_use rose .* No change before it explains it\.$/);
  });

  test('is silent where the diagnosis is', () => {
    expect(describeCause({ ...diagnosis, changes: [], isCause: false }, evidence, [])).toBeNull();
  });
});

describe('findings of a diagnosis', () => {
  const findingsOf = (given: Partial<Diagnosis>) =>
    addDiagnosisFindings({ ...diagnosis, ...given }, evidence, deriveFindings(evidence));

  test('put the change that was ranked before changes that merely were', () => {
    const [first, second] = findingsOf({}).filter(({ kind }) => kind === 'change');
    expect(first).toMatchObject({ text: 'it fits', evidence: ['E2', 'E3'] });
    expect(second?.weight).toBeLessThan(0.6);
  });

  test('cite what shows another cause', () => {
    const found = findingsOf({ changes: [], otherCause: 'traffic rose', otherCauseSupport: ['s:1'] });
    expect(found.find(({ kind }) => kind === 'explanation')).toMatchObject({ evidence: ['E2'] });
  });

  test('are numbered anew, the weightiest first', () => {
    const found = findingsOf({});
    expect(found.map(({ id }) => id)).toEqual(found.map((_, index) => `F${index + 1}`));
    expect(found.map(({ weight }) => weight)).toEqual(
      found.map(({ weight }) => weight).toSorted((a, b) => b - a),
    );
  });
});
