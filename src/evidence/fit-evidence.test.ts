import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { noEdges, sampleAlert, sampleIncident } from '../../test/samples.ts';
import type { EvidenceItem, Fact } from '../domain/evidence.ts';
import { bundle } from './collectors/bundle.ts';
import { emptyDraft, toAlertDraft, unavailableDraft } from './drafts.ts';
import { fitEvidence, tokensOfItem } from './fit-evidence.ts';

const fact = (text: string): Fact => ({ name: 'line', text, value: null, unit: 'none', atMs: null });
const nothingWanted: ReadonlySet<string> = new Set();

function item(
  kind: EvidenceItem['kind'],
  title: string,
  texts: readonly string[] = ['x'.repeat(200)],
): EvidenceItem {
  return {
    ...emptyDraft(kind === 'series' ? 'prometheus' : 'loki', title),
    ...{ id: '', kind, status: 'observed' as const, facts: texts.map(fact), observed: [title] },
  };
}

const alert: EvidenceItem = { ...toAlertDraft(sampleIncident([sampleAlert()])), id: 'E1' };
const total = (items: readonly EvidenceItem[]): number =>
  items.reduce((sum, one) => sum + tokensOfItem(one), 0);
const titles = (items: readonly EvidenceItem[]): readonly string[] => items.map(({ title }) => title);

describe('evidence within a budget', () => {
  const flood = Array.from({ length: 100 }, (_, index) => item('series', `series${index}`));
  const gap: EvidenceItem = { ...unavailableDraft('tempo', 'traces', 'timed out'), id: '' };
  const all = [alert, ...flood, item('logs', 'lines'), gap];

  test('is as it was where there is room', () => {
    const few = [alert, item('logs', 'lines'), gap];
    expect(titles(fitEvidence(few, { maxTokens: 6000, wanted: nothingWanted }))).toEqual(titles(few));
  });

  test('keeps the alert, each kind its share, and what could not be had; the rest is counted', () => {
    const fitted = fitEvidence(all, { maxTokens: 2000, wanted: nothingWanted });
    expect(total(fitted)).toBeLessThanOrEqual(2000);
    expect(titles(fitted)).toEqual(expect.arrayContaining([alert.title, 'series0', 'lines', 'traces']));
    const left = fitted.at(-1);
    const kept = fitted.filter(({ kind }) => kind === 'series').length;
    expect(left?.title).toBe('left out for lack of room');
    expect(left?.facts.map(({ text }) => text)).toEqual([
      `${100 - kept} of 100 items of series from prometheus`,
    ]);
    expect(left).toMatchObject({ total: all.length, kept: fitted.length - 1 });
  });

  test('keeps what the diagnosis rests on before the rest', () => {
    const fitted = fitEvidence(all, { maxTokens: 2000, wanted: new Set(['series99']) });
    expect(titles(fitted)).toContain('series99');
  });

  test('has ids without gaps', () => {
    const fitted = fitEvidence(all, { maxTokens: 2000, wanted: nothingWanted });
    expect(fitted.map(({ id }) => id)).toEqual(fitted.map((_, index) => `E${index + 1}`));
  });

  test('cuts what is large by itself, and says so', () => {
    const large = item('runbook', 'page', [
      'y'.repeat(9000),
      ...Array.from({ length: 50 }, () => 'z'.repeat(100)),
    ]);
    const [cut] = fitEvidence([large], { maxTokens: 3000, wanted: nothingWanted });
    expect(cut && tokensOfItem(cut)).toBeLessThanOrEqual(500);
    const texts = cut?.facts.map(({ text }) => text) ?? [];
    expect(texts[0]).toMatch(/^y+… \(cut, 9000 characters in all\)$/);
    expect(texts.at(-1)).toBe(`${51 - (texts.length - 1)} more facts are left out for lack of room`);
  });
});

test('the estimate is not less than what a tokenizer counts, and not twice as much', async () => {
  const startMs = Date.parse('2026-03-14T02:20:00Z');
  const collector = bundle.create('bundle', { path: 'demo/disk-full' }, undefined as never);
  const incident = sampleIncident([
    sampleAlert({ labels: { alertname: 'DiskAlmostFull', instance: 'node-3:9100', mountpoint: '/var' } }),
  ]);
  const { drafts } = await collector.collect({
    incident: { ...incident, startedAtMs: startMs },
    range: { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER },
    signal: new AbortController().signal,
    edges: noEdges,
  });
  const items = drafts.map((draft) => ({ ...draft, id: '' })).filter(({ status }) => status === 'observed');
  expect(items.length).toBeGreaterThan(3);
  const text = items.map(
    ({ title, facts, query }) => `${title} | ${facts.map((one) => one.text).join('; ')} | ${query}`,
  );
  const counted = countTokens(text.join('\n'));
  expect(total(items)).toBeGreaterThanOrEqual(counted);
  expect(total(items)).toBeLessThanOrEqual(2 * counted);
});
