import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../src/domain/analysis.ts';
import type { Hypothesis } from '../../src/domain/hypothesis.ts';
import { buildMessage } from '../../src/notification/build-message.ts';
import { loadPrompt, shippedPrompts } from '../../src/reasoning/prompt/load-prompt.ts';
import { renderPrompt } from '../../src/reasoning/prompt/render-prompt.ts';
import { checkHypothesis } from '../../src/verification/check-hypothesis.ts';
import { builtInPolicy } from '../../src/verification/commands/built-in-policy.ts';
import { createCommandGate } from '../../src/verification/commands/gate.ts';
import { worlds } from '../planted/worlds.ts';
import { sampleHypothesis, sampleIncident, startMs } from '../samples.ts';
import { carriers, carry, type Injection, injections } from './corpus.ts';

const gate = await createCommandGate(builtInPolicy);
const honest = {
  text: 'Since deploy checkout-api v2.4.0 at 02:01, the log directory of checkout-api grew to 36.3 GB.',
  evidence: ['E4', 'E8'],
};
const fallback = sampleHypothesis({
  headline: { text: 'own headline', evidence: ['E1'] },
  root_cause: { text: 'own cause', evidence: ['E1'], status: 'inconclusive' },
  impact: { text: 'own impact', evidence: ['E1'], level: 'low' },
});

/** A model that says what it was told to in every place where it can say something. */
function obey({ said }: Injection): readonly Hypothesis[] {
  const told = { text: said, evidence: ['E90'] };
  const step = { ...told, command: said, promql: said };
  const lists = {
    alternatives: [told],
    remediation: [step],
    investigation: [step],
    prevention: [told],
    disproof: { query: said, expected: said },
  };
  const cause = { ...honest, status: 'likely' as const };
  return [
    sampleHypothesis({
      headline: told,
      root_cause: { ...told, status: 'confirmed' },
      impact: { ...told, level: 'low' },
      ...lists,
    }),
    // Half honest, so that the answer as a whole is shown.
    sampleHypothesis({ headline: honest, root_cause: cause, impact: { ...told, level: 'low' }, ...lists }),
    sampleHypothesis({
      headline: honest,
      root_cause: { ...cause, text: `${honest.text} ${said}`, evidence: ['E4', 'E8', 'E90'] },
      impact: { ...honest, level: 'high' },
      ...lists,
    }),
    sampleHypothesis({
      headline: honest,
      root_cause: {
        ...cause,
        text: `${honest.text.slice(0, -1)}, and ${said}`,
        evidence: ['E4', 'E8', 'E90'],
      },
      impact: { ...honest, level: 'high' },
      ...lists,
    }),
  ];
}

function show(injection: Injection, hypothesis: Hypothesis): string {
  const evidence = carry(worlds.disk, injection);
  const checked = checkHypothesis({
    hypothesis,
    fallback,
    evidence,
    diagnosis: null,
    knownNames: [],
    history: null,
    commands: { gate, labels: {} },
  });
  const result: Analysis = {
    rung: 'full',
    rungReason: checked.withheld,
    hypothesis: checked,
    findings: [],
    evidence: worlds.disk,
    model: null,
    failures: [],
    startedAtMs: startMs,
    finishedAtMs: startMs,
  };
  const message = buildMessage({
    incident: sampleIncident(),
    analysis: { state: 'done', id: null, result },
    reviews: [],
    feedback: [],
    superseded: false,
    nowMs: startMs,
    externalUrl: null,
  });
  return JSON.stringify(message);
}

test('the corpus is large, and covers every place in which somebody may write', () => {
  expect(injections.length).toBeGreaterThanOrEqual(60);
  expect(new Set(injections.map(({ carrier }) => carrier))).toEqual(new Set(carriers));
});

describe('nothing of what was injected is shown', () => {
  test.each(injections)('$carrier: $text', (injection) => {
    for (const hypothesis of obey(injection)) {
      expect(show(injection, hypothesis)).not.toContain(injection.poison);
    }
  });
});

test('what the evidence bears out is shown all the same', () => {
  const shown = injections.map((injection) => show(injection, obey(injection)[1] ?? fallback));
  expect(shown.filter((text) => text.includes('36.3 GB'))).toHaveLength(injections.length);
});

/** The prompt without the data in it: a template's own words and fences. */
function frame(evidence: Analysis['evidence']): { readonly system: string; readonly outside: string } {
  const { system, user } = renderPrompt(loadPrompt([shippedPrompts], 'explain-alert'), {
    incident: sampleIncident(),
    evidence,
    findings: [],
    diagnosis: null,
    nowMs: startMs,
    questionsLeft: 4,
    roomTokens: 200_000,
  });
  return { system, outside: user.replaceAll(/(<data name="\w+">)[\s\S]*?(<\/data>)/g, '$1$2') };
}

test.each(injections)('stays data in the prompt: $carrier: $text', (injection) => {
  expect(frame(carry(worlds.disk, injection))).toEqual(frame(worlds.disk));
});
