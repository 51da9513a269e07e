import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Review } from '../../src/domain/review.ts';
import type { CheckedHypothesis, CheckedStep } from '../../src/domain/verdict.ts';
import { ActionsSection } from './actions-section.tsx';

const undo = 'systemctl start nginx';
const change = {
  text: 'systemctl stop nginx',
  effect: 'stops nginx',
  dryRun: null,
  undo,
};

const step: CheckedStep = {
  text: 'Stop the web server.',
  evidence: ['E1'],
  claims: [],
  verdict: 'not_checkable',
  fate: 'shown',
  reason: null,
  command: { verdict: 'change', ...change },
  promql: null,
};

const review: Review = {
  id: 'r1',
  incidentId: 'i1',
  command: change.text,
  sha256: '0'.repeat(64),
  effect: change.effect,
  dryRun: null,
  undo,
  purpose: step.text,
  state: 'pending',
  createdAtMs: 0,
  expiresAtMs: 4 * 3_600_000,
  decidedAtMs: null,
  decidedBy: null,
  decidedVia: null,
  reason: null,
  outcome: null,
  outcomeBy: null,
};

test('how to take a change back is said once, where it is decided', () => {
  const hypothesis = {
    remediation: [step],
    investigation: [],
    prevention: [],
  } as unknown as CheckedHypothesis;
  const html = renderToStaticMarkup(
    createElement(ActionsSection, { hypothesis, reviews: [review], mayDecide: false }),
  );
  expect(html).toContain('waits for a decision');
  expect(html.split(undo)).toHaveLength(2);
  expect(html.slice(html.indexOf('<article'))).toContain(undo);
});
