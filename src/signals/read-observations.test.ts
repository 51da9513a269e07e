import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hardCases } from '../../test/scenarios/scenarios-hard.ts';
import { shortCases } from '../../test/scenarios/scenarios-short.ts';
import { toWorld } from '../../test/scenarios/world.ts';
import type { Candidate, Diagnosis } from '../domain/diagnosis.ts';
import { diagnose } from './diagnose.ts';
import { explainCause, readObservations } from './read-observations.ts';

const [sketch] = hardCases;
if (sketch === undefined) throw new Error('no scenario');
const { observations, context } = toWorld(sketch);

function told({ changes, blastRadius, otherCause, fingerprint }: Diagnosis) {
  return { changes: changes.map(({ id }) => id), blast: blastRadius.toSorted(), otherCause, fingerprint };
}

describe('what is diagnosed', () => {
  const whole = diagnose(observations, context);

  test('does not depend on the order in which anything came', () => {
    const { series, logs, spans, changes, edges } = observations;
    const reversed = {
      series: series.toReversed(),
      logs: logs.toReversed(),
      spans: spans.toReversed(),
      changes: changes.toReversed(),
      edges: edges.toReversed(),
    };
    expect(told(diagnose(reversed, context))).toEqual(told(whole));
  });

  test.each(['series', 'logs', 'spans', 'changes', 'edges'] as const)(
    'survives that there are no %s',
    (kind) => {
      const diagnosis = diagnose({ ...observations, [kind]: [] }, context);
      if (kind === 'changes') expect(diagnosis.changes).toEqual([]);
      else expect(diagnosis.changes[0]?.id).toBe(whole.changes[0]?.id);
    },
  );

  test('rests on observations that there are', () => {
    const { series, logs, changes, spans } = observations;
    const keys = new Set([...series, ...logs, ...changes, ...spans].map(({ key }) => key));
    for (const { support } of [...whole.changes, ...whole.candidates])
      for (const key of support) expect(keys).toContain(key);
  });

  test('of nothing is nothing', () => {
    const nothing = diagnose({ series: [], logs: [], spans: [], changes: [], edges: [] }, context);
    expect(told(nothing)).toMatchObject({ changes: [], blast: [], otherCause: null });
  });

  test('of one kind has one fingerprint, whenever it happens and whatever it is numbered', () => {
    const later = <T extends { readonly timeMs: number }>(list: readonly T[]): readonly T[] =>
      list.map((one) => ({ ...one, timeMs: one.timeMs + 86_400_000 }));
    const tomorrow = {
      ...observations,
      logs: later(observations.logs).map((log) => ({ ...log, line: log.line.replace('9911', '12') })),
      changes: later(observations.changes),
      series: observations.series.map((one) => ({
        ...one,
        points: one.points.map(([time, value]) => [time + 86_400_000, value] as const),
      })),
    };
    const again = diagnose(tomorrow, { ...context, startedAtMs: context.startedAtMs + 86_400_000 });
    expect(again.fingerprint).toBe(whole.fingerprint);
    expect(whole.fingerprint).toMatch(/^locks\//);
  });

  test('never falls over what sources send', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('', 'cart timed out', 'x509: certificate has expired', '%s {}'),
    );
    const timeMs = fc.oneof(fc.integer({ min: 0, max: 2e12 }), fc.constant(context.startedAtMs));
    const log = fc.tuple(timeMs, text, text).map(([at, service, line]) => ({
      key: `l${at}`,
      timeMs: at,
      labels: { service },
      line,
      fields: {},
    }));
    fc.assert(
      fc.property(fc.array(log, { maxLength: 20 }), text, (logs, summary) => {
        const changes = observations.changes.map((change) => ({
          ...change,
          summary,
          diff: `${change.diff}${summary}`,
        }));
        const reading = readObservations({ ...observations, logs, changes }, { ...context, text: summary });
        for (const { score } of reading.signals) expect(score).toBeLessThanOrEqual(1);
        diagnose({ ...observations, logs, changes }, context);
      }),
      { numRuns: 40 },
    );
  });
});

test('the service that was changed leads the services that may be the cause, above one that calls it', () => {
  const sketched = shortCases.find(({ name }) => name === 'hot loop');
  if (sketched === undefined) throw new Error('no scenario');
  const world = toWorld(sketched);
  const [web, sched] = ['web', 'sched'].map(
    (service, index): Candidate => ({
      ...{ service, score: 0.9 - 0.2 * index, metric: null, kind: 'latency' },
      ...{ onsetMs: null, reached: null, reason: '', support: [] },
    }),
  );
  if (web === undefined || sched === undefined) throw new Error('no candidates');
  const { candidates } = explainCause(
    readObservations(world.observations, world.context),
    world.observations,
    { context: world.context, candidates: [web, sched], onsetMs: null, onsetUncertaintyMs: null },
  );
  expect(candidates).toEqual([{ ...sched, score: 0.9 }, web]);
});
