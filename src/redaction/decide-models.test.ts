import { expect, test } from 'vitest';
import { sampleAlert, sampleIncident } from '../../test/samples.ts';
import { parseMatchers } from '../domain/matcher.ts';
import { decideModels, type ModelPolicy } from './decide-models.ts';

const cloud = { name: 'cloud', local: false };
const ollama = { name: 'ollama', local: true };

function policy(text: string, models: ModelPolicy['models']): ModelPolicy {
  const parsed = parseMatchers(text);
  return { matchers: parsed.ok ? parsed.matchers : [], models };
}

const restricted = policy('data_class="restricted"', 'local');
const secret = policy('data_class=~"restricted|secret", team="hr"', 'none');

function decide(policies: readonly ModelPolicy[], ...labelSets: readonly Record<string, string>[]) {
  const alerts = labelSets.map((labels) => sampleAlert({ labels: { alertname: 'A', ...labels } }));
  const { models, barred } = decideModels(policies, sampleIncident(alerts), [cloud, ollama]);
  return { models: models.map(({ name }) => name), barred };
}

test('without a policy that matches, every model may see it', () => {
  expect(decide([restricted, secret], { data_class: 'public' })).toEqual({
    models: ['cloud', 'ollama'],
    barred: null,
  });
});

test('under a policy, only local models may, and the reason names it', () => {
  expect(decide([restricted], { data_class: 'restricted' })).toEqual({
    models: ['ollama'],
    barred: 'the policy for data_class="restricted" lets only local models see it',
  });
});

test('one alert of the group is enough', () => {
  expect(decide([restricted], { data_class: 'public' }, { data_class: 'restricted' }).models).toEqual([
    'ollama',
  ]);
});

test('the strictest policy counts, wherever it stands', () => {
  expect(decide([restricted, secret], { data_class: 'restricted', team: 'hr' })).toEqual({
    models: [],
    barred: 'the policy for data_class=~"restricted|secret", team="hr" lets no model see it',
  });
});

test('a policy without matchers is for everything', () => {
  expect(decide([policy('', 'none')], {}).models).toEqual([]);
});
