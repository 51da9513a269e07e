import { describe, expect, test } from 'vitest';
import { judge, type Post, type Trial } from './judge.ts';
import { numberedBody } from './numbered-alerts.ts';

const firing = numberedBody('1', 'firing', 1);
const resolved = numberedBody('1', 'resolved', 1);

function post(given: Partial<Post> = {}): Post {
  return {
    incidentId: 'i1',
    groupKey: firing.groupKey,
    event: 'opened',
    revision: 1,
    state: 'firing',
    atMs: 1000,
    ...given,
  };
}

function trial(given: Partial<Trial> = {}): Trial {
  return { accepted: [firing], stored: new Set([firing.bodyId]), posts: [post()], crashes: [], ...given };
}

describe('the judge of a fault run', () => {
  test('finds nothing wrong where all is stored and told once', () => {
    expect(judge(trial())).toEqual({ accepted: 1, lost: [], duplicates: 0, unexplained: [] });
  });

  test.each<[string, Partial<Trial>, string]>([
    ['is not in the store', { stored: new Set() }, '1/firing/1: not in the store'],
    ['was told to nobody', { posts: [] }, '1/firing/1: not told'],
    [
      'resolved, which was told to nobody',
      { accepted: [firing, resolved], stored: new Set([firing.bodyId, resolved.bodyId]) },
      '1/resolved/1: not told',
    ],
  ])('an accepted alert that %s is lost', (_, given, expected) => {
    expect(judge(trial(given)).lost).toEqual([expected]);
  });

  test.each([
    ['a crash just after the first', [1200], 0],
    ['no crash', [], 1],
    ['a crash just before the first was read', [900], 0],
    ['a crash before the first', [600], 1],
    ['a crash after the second', [9100], 1],
    ['a crash long after the first', [6000], 1],
  ])('the same news twice with %s', (_, atMs, unexplained) => {
    const crashes = atMs.map((one) => ({ fromMs: one, toMs: one }));
    const verdict = judge(trial({ posts: [post(), post({ atMs: 9000, revision: 2 })], crashes }));
    expect([verdict.duplicates, verdict.unexplained.length]).toEqual([1, unexplained]);
  });

  test('what a replica ends that was stopped in the middle of it is no surprise', () => {
    const posts = [post(), post({ atMs: 9000 })];
    expect(judge(trial({ posts, resumesMs: [8900] })).unexplained).toEqual([]);
    expect(judge(trial({ posts, resumesMs: [4000] })).unexplained).toHaveLength(1);
  });

  test('updates of different revisions are no duplicates', () => {
    const posts = [post({ event: 'updated', revision: 2 }), post({ event: 'updated', revision: 3 })];
    expect(judge(trial({ posts })).duplicates).toBe(0);
  });
});
