import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type AnalysedBundle, analyseBundle } from '../app/analyse-bundle.ts';
import { type AnalysisDocument, toAnalysisDocument } from '../app/analysis-document.ts';
import { renderChart } from '../app/render-chart.ts';
import { toBundleConfig } from './bundle-config.ts';
import { createLogger } from './environment.ts';
import { readVersion } from './version.ts';

export interface AnalyzeOptions {
  readonly offline?: boolean;
  readonly json?: boolean;
  readonly config?: string;
  readonly charts?: string;
}

const shownCandidates = 3;

/** A few lines for people. */
function toText(document: AnalysisDocument): string {
  const list = (title: string, lines: readonly string[]): readonly string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line, index) => `  ${index + 1}. ${line}`)];
  const { analysis, candidates, changes } = document;
  return [
    document.bundle,
    analysis?.headline.text ?? '',
    `Began: ${document.onset ?? 'not known'}. Answer of rung ${document.rung}.`,
    ...list(
      document.is_cause ? 'Likely causes' : 'Nothing is unusual enough to be called a cause; most unusual',
      candidates.slice(0, shownCandidates).map(({ reason }) => reason),
    ),
    ...list(
      'Changes',
      changes.slice(0, shownCandidates).map(({ id, kind, reason }) => `${kind} ${id}: ${reason}`),
    ),
    ...(document.other_cause === null ? [] : [document.other_cause]),
    ...(document.blast_radius.length === 0 ? [] : [`Also hit: ${document.blast_radius.join(', ')}`]),
    '',
  ].join('\n');
}

/** Writes the picture of an incident, named as its bundle is. An incident without any series has none. */
async function drawChart(into: string, folder: string, analysed: AnalysedBundle): Promise<void> {
  const { analysis, diagnosis, startedAtMs } = analysed;
  const chart = await renderChart(analysis, { diagnosis, alertAtMs: startedAtMs });
  const name = basename(resolve(folder));
  if (chart === null) {
    process.stderr.write(`${name}: nothing to draw, no series was seen\n`);
    return;
  }
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, `${name}.svg`), chart.svg);
  writeFileSync(join(into, `${name}.png`), chart.png);
}

/** `analyze BUNDLE…`: what the service would say of incidents on disk; `--json` prints a document a line. */
export async function analyze(folders: readonly string[], options: AnalyzeOptions): Promise<number> {
  const deps = {
    fetch,
    log: createLogger('warn'),
    version: readVersion(),
    configFor: (folder: string) => toBundleConfig(folder, { ...options, offline: options.offline === true }),
  };
  for (const folder of folders) {
    const analysed = await analyseBundle(folder, deps);
    const { analysis, diagnosis } = analysed;
    if (options.charts !== undefined) await drawChart(options.charts, folder, analysed);
    const document = toAnalysisDocument(folder, analysis, diagnosis);
    process.stdout.write(`${options.json === true ? JSON.stringify(document) : toText(document)}\n`);
  }
  return 0;
}
