import { describe, expect, test } from 'vitest';
import type { IncidentList, IncidentSummary } from '../../src/server/api/shapes.ts';
import { flattenPages, patchPages } from './merge-incidents.ts';

function summary(given: Partial<IncidentSummary> & { readonly id: string }): IncidentSummary {
  return {
    groupKey: 'group',
    occurrence: 1,
    revision: 1,
    state: 'firing',
    severity: 'critical',
    alertName: 'Alert',
    target: '',
    headline: given.id,
    causeStatus: null,
    rung: null,
    services: [],
    firing: 1,
    resolved: 0,
    repeats: 0,
    startedAtMs: 0,
    openedAtMs: 0,
    resolvedAtMs: null,
    ...given,
  };
}

function page(items: readonly IncidentSummary[], next: string | null = null): IncidentList {
  return { items, next, firing: items.filter((item) => item.state === 'firing').length };
}

const idsOf = (pages: readonly IncidentList[]): readonly string[] => flattenPages(pages).map(({ id }) => id);

describe('what changed is put into the pages that were read', () => {
  const newest = summary({ id: 'b', openedAtMs: 20 });
  const older = summary({ id: 'a', openedAtMs: 10 });

  test('a new incident comes first', () => {
    const fresh = page([summary({ id: 'c', openedAtMs: 30 })]);
    expect(idsOf(patchPages([page([newest, older])], { ids: ['c'], fresh }))).toEqual(['c', 'b', 'a']);
  });

  test('one that resolves moves below what fires', () => {
    const fresh = page([{ ...newest, state: 'resolved', revision: 2 }]);
    const pages = patchPages([page([newest, older])], { ids: ['b'], fresh });
    expect(idsOf(pages)).toEqual(['a', 'b']);
    expect(pages[0]?.firing).toBe(0);
  });

  test('one that does not fit the filter any more goes', () => {
    expect(idsOf(patchPages([page([newest, older])], { ids: ['b'], fresh: page([]) }))).toEqual(['a']);
  });

  test('one that belongs behind what was read is left to the page that brings it', () => {
    const fresh = page([{ ...newest, state: 'resolved', revision: 2 }]);
    expect(idsOf(patchPages([page([newest, older], 'cursor')], { ids: ['b'], fresh }))).toEqual(['a']);
  });

  test('one that moved between two pages is shown once, as it was last', () => {
    const pages = [page([newest, older], 'cursor'), page([{ ...older, revision: 2, headline: 'explained' }])];
    expect(flattenPages(pages).map(({ headline }) => headline)).toEqual(['b', 'explained']);
  });
});
