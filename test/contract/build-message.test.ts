import { expect, test } from 'vitest';
import type { Analysis, ModelUse } from '../../src/domain/analysis.ts';
import type { RootCauseStatus } from '../../src/domain/hypothesis.ts';
import { buildMessage } from '../../src/notification/build-message.ts';
import { acceptComputed } from '../../src/verification/accept-computed.ts';
import { sampleAlert, sampleEvidence, sampleHypothesis, sampleIncident, startMs } from '../samples.ts';

const model: ModelUse = {
  name: 'm',
  model: 'm',
  promptId: 'explain-alert',
  promptVersion: 1,
  promptHash: '',
  inputTokens: 1,
  cachedInputTokens: 0,
  outputTokens: 1,
  costUsd: null,
  durationMs: 1,
};

function headlineOf(status: RootCauseStatus, use: ModelUse | null): string {
  const hypothesis = sampleHypothesis({
    headline: { text: 'p99 fell from 0.8 to 0.6, since 2026-11-12T02:40:00Z', evidence: ['E1'] },
    root_cause: { text: 'Something.', evidence: ['E1'], status },
  });
  const result: Analysis = {
    rung: use === null ? 'deterministic' : 'full',
    rungReason: null,
    hypothesis: acceptComputed(hypothesis, [sampleEvidence()]),
    findings: [],
    evidence: [],
    model: use,
    failures: [],
    startedAtMs: startMs,
    finishedAtMs: startMs,
  };
  return buildMessage({
    incident: sampleIncident([sampleAlert({ annotations: { summary: 'PetSite is slow' } })]),
    analysis: { state: 'done', id: 'a', result },
    reviews: [],
    feedback: [],
    superseded: false,
    nowMs: startMs,
    externalUrl: null,
  }).headline.text;
}

test('the explanation takes the headline, in times as people tell them', () => {
  expect(headlineOf('likely', null)).toBe('p99 fell from 0.8 to 0.6, since 02:40 UTC');
  expect(headlineOf('inconclusive', model)).toContain('p99 fell');
});

test('code that does not know the cause leaves the headline to the alert', () => {
  expect(headlineOf('inconclusive', null)).toBe('PetSite is slow');
});
