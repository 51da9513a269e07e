import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sampleEvidence, sampleIncident } from '../../../test/samples.ts';
import { listPrompts, loadPrompt, parsePrompt, shippedPrompts } from './load-prompt.ts';
import { renderPrompt } from './render-prompt.ts';

const prompts = listPrompts(shippedPrompts);

test('a prompt that was shipped never changes: write a new version, and its hash into prompts/hashes.json', () => {
  const known: unknown = JSON.parse(readFileSync(`${shippedPrompts}/hashes.json`, 'utf8'));
  const found = prompts.map(({ name, text }) => [name.replace(/\.md$/, ''), parsePrompt(text, name).hash]);
  expect(Object.fromEntries(found)).toEqual(known);
});

test('the part that a provider caches is byte-identical over different incidents, and comes first', () => {
  const template = loadPrompt([shippedPrompts], 'explain-alert');
  const systems = Array.from({ length: 20 }, (_, index) => {
    const incident = { ...sampleIncident(), alertName: `Alert${index}`, startedAtMs: index * 1e9 };
    const evidence = [sampleEvidence({ title: `series ${index}` })];
    return renderPrompt(template, {
      incident,
      evidence,
      findings: [],
      diagnosis: null,
      questionsLeft: 0,
      roomTokens: 200_000,
      nowMs: index * 1e9,
    }).system;
  });
  expect(new Set(systems).size).toBe(1);
  expect(template.system).not.toContain('{{');
});
