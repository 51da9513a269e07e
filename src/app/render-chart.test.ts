import { describe, expect, test } from 'vitest';
import { lineOfPoints, seriesEvidence, startMs } from '../../test/samples.ts';
import type { Analysis } from '../domain/analysis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import { noObservations } from '../domain/observation.ts';
import { diagnose } from '../signals/diagnose.ts';
import { renderChart } from './render-chart.ts';

const diagnosis = diagnose(noObservations, { startedAtMs: startMs, services: [], text: '' });

function analysisOf(evidence: readonly EvidenceItem[]): Analysis {
  return {
    ...{ rung: 'deterministic', rungReason: null, hypothesis: null, findings: [], evidence, model: null },
    ...{ failures: [], startedAtMs: startMs, finishedAtMs: startMs },
  };
}

describe('the picture for a message', () => {
  test('is a PNG as wide as a phone needs, and small', async () => {
    const evidence = [seriesEvidence(lineOfPoints(1, 9), { primary: true, title: 'requests' })];
    const chart = await renderChart(analysisOf(evidence), { diagnosis, alertAtMs: startMs });
    const png = Buffer.from(chart?.png ?? []);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(1520);
    expect(png.length).toBeLessThan(200_000);
    expect(chart?.svg).toContain('requests');
  });

  test('is none without any series', async () => {
    expect(await renderChart(analysisOf([]), { diagnosis, alertAtMs: startMs })).toBeNull();
  });
});
