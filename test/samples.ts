import type { Alert, AlertGroup } from '../src/domain/alert.ts';
import type { EvidenceDraft, EvidenceItem, Fact } from '../src/domain/evidence.ts';
import type { Hypothesis } from '../src/domain/hypothesis.ts';
import type { Incident } from '../src/domain/incident.ts';
import { commonLabels } from '../src/domain/labels.ts';
import type { ServiceEdge } from '../src/domain/observation.ts';
import type { Point } from '../src/domain/series.ts';
import type { Unit } from '../src/domain/unit.ts';
import { emptyDraft } from '../src/evidence/drafts.ts';
import { applyAlertGroup } from '../src/incidents/apply-group.ts';
import { toSeriesFacts } from '../src/signals/series-facts.ts';
import { summariseSeries, type Threshold } from '../src/signals/summarise-series.ts';
import type { SuggestionGate } from '../src/verification/commands/gate-suggestion.ts';

/** When the sample incident starts: a Thursday night. */
export const startMs = Date.parse('2026-11-12T02:49:00Z');
export const minuteMs = 60_000;

/** One alert of the sample group; `instance` tells its siblings apart. */
export function sampleAlert(given: Partial<Alert> & { readonly instance?: string } = {}): Alert {
  const { instance = 'node-3:9100', ...rest } = given;
  return {
    status: 'firing',
    labels: { alertname: 'DiskAlmostFull', instance, mountpoint: '/var', severity: 'critical' },
    annotations: { summary: '/var is more than 90 % full' },
    startsAtMs: startMs,
    endsAtMs: null,
    generatorUrl: null,
    fingerprint: `fp-${instance}`,
    ...rest,
  };
}

/** The group that its alerts make, as Alertmanager would send it. */
export function sampleGroup(alerts: readonly Alert[], given: Partial<AlertGroup> = {}): AlertGroup {
  return {
    source: 'alertmanager',
    groupKey: '{}:{alertname="DiskAlmostFull"}',
    status: alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved',
    receiver: 'bridge',
    groupLabels: { alertname: 'DiskAlmostFull' },
    commonLabels: commonLabels(alerts.map((alert) => alert.labels)),
    commonAnnotations: commonLabels(alerts.map((alert) => alert.annotations)),
    externalUrl: 'https://alertmanager.example.com',
    truncatedAlerts: 0,
    alerts,
    ...given,
  };
}

/** An open incident with these alerts. */
export function sampleIncident(
  alerts: readonly Alert[] = [sampleAlert()],
  given: Partial<Incident> = {},
): Incident {
  const applied = applyAlertGroup(null, sampleGroup(alerts), { nowMs: startMs + 1000, newId: 'incident-1' });
  return { ...applied.incident, ...given };
}

export function sampleFact(given: Partial<Fact> & { readonly text: string }): Fact {
  return { name: 'fact', value: null, unit: 'none', atMs: null, ...given };
}

export function sampleDraft(given: Partial<EvidenceDraft> = {}): EvidenceDraft {
  return { ...emptyDraft('prometheus', 'an item'), status: 'observed', ...given };
}

export function sampleEvidence(given: Partial<EvidenceItem> = {}): EvidenceItem {
  return { ...sampleDraft(given), id: 'E2', ...given };
}

/** An item made from points the way a collector makes it. */
export function seriesEvidence(
  points: readonly Point[],
  given: Partial<EvidenceItem> & { readonly unit?: Unit; readonly threshold?: Threshold } = {},
): EvidenceItem {
  const { unit = 'none', threshold = null, ...rest } = given;
  const summary = summariseSeries(points, threshold);
  return sampleEvidence({
    kind: 'series',
    status: summary === null ? 'empty' : 'observed',
    facts: summary === null ? [] : toSeriesFacts(summary, unit, threshold),
    points,
    ...rest,
  });
}

/** `count` points a minute apart that end at the start of the incident, on a straight line between two values. */
export function lineOfPoints(from: number, to: number, count = 61): readonly Point[] {
  return Array.from({ length: count }, (_, index): Point => {
    const share = count === 1 ? 1 : index / (count - 1);
    return [startMs - (count - 1 - index) * minuteMs, from + (to - from) * share];
  });
}

/** What a model might answer, with nothing in it that needs evidence. */
export function sampleHypothesis(given: Partial<Hypothesis> = {}): Hypothesis {
  const statement = { text: 'The disk fills up.', evidence: ['E1'] };
  return {
    headline: statement,
    root_cause: { ...statement, status: 'confirmed' },
    alternatives: [],
    impact: { ...statement, level: 'high' },
    remediation: [],
    investigation: [],
    prevention: [],
    disproof: null,
    ...given,
  };
}

/** For tests that have no commands: every one is withheld. */
export const refuseCommands: SuggestionGate = {
  gate: () => ({ verdict: 'refused', reason: 'no command is expected here', parts: [] }),
  labels: {},
};

/** Nobody knows who depends on whom. */
export function noEdges(): Promise<readonly ServiceEdge[]> {
  return Promise.resolve([]);
}
