import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../domain/diagnosis.ts';
import type { ObservedChange, ServiceEdge } from '../../domain/observation.ts';
import type { OutsideCause } from '../outside/outside-cause.ts';
import { createServiceNames } from '../service-names.ts';
import type { ChangeQuestion } from './change-question.ts';
import { type Cause, decideCause } from './decide-cause.ts';
import { linkChanges } from './link-changes.ts';
import type { ShownKind } from './symptoms.ts';

const minuteMs = 60_000;
const startedAtMs = Date.parse('2026-03-03T12:00:00Z');
const names = createServiceNames(['frontend', 'cart', 'inventory', 'mailer']);
const edges: readonly ServiceEdge[] = [
  { from: 'frontend', to: 'cart', source: 'map', weight: 1 },
  { from: 'cart', to: 'inventory', source: 'map', weight: 1 },
];
const poolDiff = `--- a/inventory/values.yaml
+++ b/inventory/values.yaml
@@ -1,2 +1,2 @@
-DB_POOL_MAX_CONNS: 50
+DB_POOL_MAX_CONNS: 10
`;

function change(minute: number, given: Partial<ObservedChange> = {}): ObservedChange {
  return {
    ...{ key: `c${minute}`, id: `c${minute}`, timeMs: startedAtMs + minute * minuteMs, kind: 'config' },
    ...{ service: 'inventory', version: null, author: null, summary: null, files: [], diff: poolDiff },
    ...given,
  };
}

const candidate: Candidate = {
  ...{
    service: 'inventory',
    score: 0.9,
    metric: null,
    kind: 'saturation',
    onsetMs: null,
    reached: null,
    reason: '',
    support: [],
  },
};
const shown: ShownKind = { strength: 0.9, because: '"pool exhausted"', keys: ['l:1'], sinceMs: null };

function decide(
  changes: readonly ObservedChange[],
  given: Partial<ChangeQuestion> = {},
  outsides: readonly OutsideCause[] = [],
): Cause {
  const question: ChangeQuestion = {
    changes,
    symptoms: {
      kinds: new Map([['pool', shown]]),
      words: new Map(),
      names: new Map(),
      statements: [],
      ends: [],
      complaints: [],
    },
    candidates: [candidate],
    edges,
    active: new Map(),
    topics: new Map(),
    failing: new Map(),
    names,
    startedAtMs,
    onsetMs: startedAtMs - 5 * minuteMs,
    onsetUncertaintyMs: minuteMs,
    ...given,
  };
  return decideCause(question, outsides);
}

const scoreOf = (cause: Cause): number => cause.changes[0]?.score ?? 0;

describe('time', () => {
  test('a change from just before counts more than one from hours before, which counts more than one from after', () => {
    const scores = [-9, -120, 1].map((minute) => scoreOf(decide([change(minute)])));
    expect(scores[0]).toBeGreaterThan(scores[1] ?? 1);
    expect(scores[2]).toBe(0);
  });

  test('what builds up may be hours old', () => {
    const kinds = new Map([['memory', { ...shown, because: '"OOMKilled"' }]]);
    const diff = poolDiff.replaceAll('DB_POOL_MAX_CONNS', 'CACHE_MAX_ENTRIES').replace(': 10', ': 90000');
    const late = decide([change(-240, { diff })], {
      symptoms: { kinds, words: new Map(), names: new Map(), statements: [], ends: [], complaints: [] },
    });
    expect(scoreOf(late)).toBeGreaterThan(scoreOf(decide([change(-240)])));
  });
});

describe('place', () => {
  test.each([
    ['the service itself', 'inventory', true],
    ['something that it does not know', 'mailer', false],
  ])('%s', (_, service, named) => {
    expect(decide([change(-9, { service })]).changes.length > 0).toBe(named);
  });

  test('of a caller counts where the caller can do that to its callee', () => {
    const symptoms = {
      kinds: new Map([['retries', shown]]),
      words: new Map(),
      names: new Map(),
      statements: [],
      ends: [],
      complaints: [],
    };
    const diff = poolDiff
      .replaceAll('DB_POOL_MAX_CONNS: 50', 'RETRIES: 2')
      .replace('DB_POOL_MAX_CONNS: 10', 'RETRIES: 9');
    expect(scoreOf(decide([change(-9, { service: 'cart', diff })], { symptoms }))).toBeGreaterThan(0.6);
  });
});

describe('mechanism', () => {
  test('is told: what it changed, and which symptom that fits', () => {
    const [first] = decide([change(-9)]).changes;
    expect(first).toMatchObject({ effect: 'changed DB_POOL_MAX_CONNS 50 → 10', service: 'inventory' });
    expect(first?.reason).toBe(
      'config of inventory c-9, 4 min before it began: changed DB_POOL_MAX_CONNS 50 → 10, which fits "pool exhausted" (a pool of connections or workers is used up).',
    );
    expect(first?.support).toEqual(['c-9', 'l:1']);
  });

  test('a change that can do nothing is never named, however close', () => {
    expect(decide([change(-6, { diff: null, files: ['docs/pool.md'] })]).changes).toEqual([]);
  });

  test('a larger pool is a worse reason than a smaller one', () => {
    const larger = poolDiff.replace('-DB_POOL_MAX_CONNS: 50', '-DB_POOL_MAX_CONNS: 5');
    expect(scoreOf(decide([change(-9, { diff: larger })]))).toBeLessThan(scoreOf(decide([change(-9)])));
  });
});

describe('what comes from outside', () => {
  const outside: OutsideCause = {
    ...{
      id: 'certificate_expired',
      text: 'a certificate ran out',
      strength: 0.97,
      support: ['l:9'],
      service: null,
    },
    changeThatCan: /expir/i,
  };

  test('explains it where no change does', () => {
    expect(decide([], {}, [outside])).toEqual({ changes: [], change: null, outside });
  });

  test('does not clear a change that does just what is seen', () => {
    const cause = decide([change(-9)], {}, [{ ...outside, strength: 0.6 }]);
    expect(cause.outside).toBeNull();
    expect(cause.changes).toHaveLength(1);
  });

  test('clears one whose mechanism nobody knows', () => {
    const odd = change(-9, { diff: poolDiff.replaceAll('DB_POOL_MAX_CONNS', 'BANNER_COLUMNS') });
    expect(decide([odd], {}, [outside]).outside).toBe(outside);
  });

  test.each([
    ['who holds it', ['inventory'], -20, true],
    ['somebody else', ['mailer'], -20, false],
    ['anybody, when it is refused from then on', ['mailer'], -9, true],
  ])('what ran out can be the work of %s', (_, heldBy, minute, isNamed) => {
    const cause = decide([change(minute)], {}, [{ ...outside, strength: 0.97, heldBy }]);
    expect(cause.changes).toHaveLength(isNamed ? 1 : 0);
  });

  test('and nothing at all is an answer, too', () => {
    expect(decide([])).toEqual({ changes: [], change: null, outside: null });
  });
});

describe('a commit', () => {
  const commit = change(-30, {
    id: '1234567890abcdef',
    kind: 'commit',
    service: null,
    files: ['inventory/values.yaml'],
  });
  const deploy = change(-9, { key: 'd', id: 'dep-1', kind: 'deploy', diff: null, summary: 'ship 1234567' });

  test('takes effect when the deploy that names it does', () => {
    const [link, ...rest] = linkChanges([commit, deploy], names);
    expect(rest).toEqual([]);
    expect(link).toMatchObject({ source: commit, effect: deploy, atMs: deploy.timeMs, reached: 1 });
    expect(link?.services).toEqual(['inventory']);
  });

  test('with a long summary still says what it did: the summary is shortened', () => {
    const told = { ...commit, summary: `chore: ${'tidy the values '.repeat(40)}` };
    const reason = decide([told, deploy]).changes[0]?.reason ?? '';
    expect(reason).toContain('changed DB_POOL_MAX_CONNS 50 → 10, which fits "pool exhausted"');
    expect(reason.length).toBeLessThan(300);
  });

  test('that no deploy shipped has hardly reached anybody', () => {
    const other = { ...deploy, summary: 'ship fedcba9', service: 'mailer' };
    expect(linkChanges([commit, other], names)[0]?.reached).toBeLessThan(0.3);
  });

  test('is live where nobody records deploys', () => {
    expect(linkChanges([commit], names)[0]).toMatchObject({ effect: commit, reached: 0.9 });
  });
});
