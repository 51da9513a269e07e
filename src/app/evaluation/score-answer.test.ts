import { expect, test } from 'vitest';
import type { Analysis } from '../../domain/analysis.ts';
import { scoreAnswer } from './score-answer.ts';

const commit = '559e94ce37a7b4b6053149c40ba8a5bc9113ca6e';

function score(culprit: Analysis['culprit'], truth: Parameters<typeof scoreAnswer>[0]['truth']) {
  const analysis: Analysis = {
    rung: 'full',
    rungReason: null,
    hypothesis: null,
    findings: [],
    evidence: [],
    model: null,
    ...(culprit === undefined ? {} : { culprit }),
    failures: [],
    startedAtMs: 0,
    finishedAtMs: 0,
  };
  return scoreAnswer({ bundle: 'one', run: 1, truth, analysis, latencyMs: 0 });
}

test.each([
  ['the id', commit, true],
  ['the first characters of a commit', '559e94c', true],
  ['other letter case', commit.toUpperCase(), true],
  ['too few characters', '559', false],
  ['another change', 'deploy-7', false],
  ['none', null, false],
])('the culprit change said as %s', (_, change, right) => {
  expect(score({ service: null, change }, { change: commit }).changeRight).toBe(right);
});

test('where no change is to blame, only "none" is right, and only when something was said', () => {
  expect(score({ service: 'api', change: null }, { change: 'none' }).changeRight).toBe(true);
  expect(score({ service: 'api', change: commit }, { change: 'none' }).changeRight).toBe(false);
  expect(score(undefined, { change: 'none' }).changeRight).toBe(false);
});

test('what the truth does not say is not scored', () => {
  expect(score({ service: 'api', change: commit }, {})).toMatchObject({
    serviceRight: null,
    changeRight: null,
    blamesDecoy: false,
  });
});

test('a decoy that is blamed is counted', () => {
  expect(score({ service: 'api', change: '559e94ce' }, { change: 'x', decoys: [commit] }).blamesDecoy).toBe(
    true,
  );
});
