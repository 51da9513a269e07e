import { describe, expect, test } from 'vitest';
import { sampleAlert, sampleEvidence, sampleFact, sampleIncident } from '../../test/samples.ts';
import type { Diagnosis } from '../domain/diagnosis.ts';
import { fromAliased, type Question, toAliased, toQuestionKeys } from './cache.ts';
import type { Model } from './models/model.ts';

const template = { id: 'explain', version: 3, hash: 'abc', variables: [], system: '', user: '' };
const model = { type: 'fake', model: 'claude' } as unknown as Model;

function about(instance: string, given: Partial<Question> = {}): Question {
  const fact = sampleFact({ text: `${instance} stands at 93.4 %, since 2026-11-12T02:39:00Z` });
  return {
    incident: sampleIncident([sampleAlert({ instance })]),
    evidence: [
      sampleEvidence({ title: `disk of ${instance}`, facts: [fact] }),
      sampleEvidence({
        id: 'E3',
        kind: 'change',
        title: 'deploy api (d1)',
        observed: ['c:change:deploy:d1'],
      }),
    ],
    diagnosis: null,
    models: [model],
    template,
    dataClass: 'all models',
    ...given,
  };
}

const keysOf = (instance: string, given: Partial<Question> = {}) => toQuestionKeys(about(instance, given));
const first = keysOf('node-3:9100');

describe('the same question is', () => {
  test.each([
    ['of another one of many equal things', keysOf('node-17:9100')],
    [
      'with figures that differ in the third digit, a minute later',
      keysOf('node-3:9100', {
        evidence: about('node-3:9100').evidence.map((item) => ({
          ...item,
          facts: item.facts.map((fact) => ({
            ...fact,
            text: fact.text.replace('93.4', '93.1').replace('02:39:00', '02:39:40'),
          })),
        })),
      }),
    ],
  ])('one %s', (_, keys) => {
    expect(keys.key).toBe(first.key);
  });

  test('one whose situation is that of another one of many', () => {
    const at = (instance: string) =>
      keysOf(instance, {
        diagnosis: { fingerprint: `saturation@${instance}`, changes: [] } as unknown as Diagnosis,
      });
    expect(at('node-17:9100').key).toBe(at('node-3:9100').key);
    expect(at('node-17:9100').situation).toBe(at('node-3:9100').situation);
  });
});

describe('another question is', () => {
  const change = sampleEvidence({
    id: 'E4',
    kind: 'change',
    title: 'deploy api (d2)',
    observed: ['c:change:deploy:d2'],
  });
  const diagnosis = { fingerprint: 'latency', changes: [] } as unknown as Diagnosis;
  test.each([
    ['with a new change', { evidence: [...about('node-3:9100').evidence, change] }],
    ['of another data class', { dataClass: 'only local models' }],
    ['to another model', { models: [{ ...model, model: 'gpt' }] }],
    ['by another prompt', { template: { ...template, hash: 'def' } }],
    ['of another situation', { diagnosis }],
  ])('one %s, and it is of another kind', (_, given) => {
    const keys = keysOf('node-3:9100', given);
    expect(keys.key).not.toBe(first.key);
    expect(keys.situation).not.toBe(first.situation);
  });

  test('one with other figures, which is of the same kind', () => {
    const evidence = about('node-3:9100').evidence.map((item) => ({
      ...item,
      facts: item.facts.map((fact) => ({ ...fact, text: fact.text.replace('93.4', '97') })),
    }));
    const keys = keysOf('node-3:9100', { evidence });
    expect(keys.key).not.toBe(first.key);
    expect(keys.situation).toBe(first.situation);
  });
});

test('an answer about one of many is kept without its name, and comes back with that of another', () => {
  const kept = toAliased('node-3:9100 is full, node-3 stands; node-31 does not', first.aliases);
  expect(kept).toBe('⟦instance-1⟧ is full, ⟦instance-2⟧ stands; node-31 does not');
  expect(fromAliased(kept, keysOf('node-17:9100').aliases)).toBe(
    'node-17:9100 is full, node-17 stands; node-31 does not',
  );
});

test.each([
  ['at both ends', 'db[1].a', 'db[1].a and db[1].a', '* and *'],
  ['beside signs of patterns', 'db[1].a', '(db[1].a|db[1].a)$, db[1]xa', '(*|*)$, db[1]xa'],
  [
    'not within a longer one',
    'db-01',
    'db-011, xdb-01, -db-01, db-01-, db-01.',
    'db-011, xdb-01, -db-01, db-01-, *.',
  ],
  ['also where it overlaps itself', '1.1.1', '1.1.1.1.1 and 11.1.1', '*.1.1 and 11.1.1'],
])('a name has another name %s', (_, value, text, aliased) => {
  expect(toAliased(text, [{ value, placeholder: '*' }])).toBe(aliased);
});

test('names that are words of the text have no other name', () => {
  const { aliases } = toQuestionKeys({
    ...about('disks'),
    incident: sampleIncident([sampleAlert({ instance: 'disks' })]),
  });
  expect(aliases).toEqual([]);
});
