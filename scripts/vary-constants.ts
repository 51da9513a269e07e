/**
 * `node scripts/vary-constants.ts SET… [--files PATTERN] [--share 0.2]`: whether the figures of evaluation sets hang on the exact
 * value of any constant of the signals engine. Each number in its source is lowered and raised by the share (whole numbers by one
 * at least), one at a time, and every incident is diagnosed again, on time and with its alert five minutes late. Prints what each
 * variant gained and lost, in incidents.
 */
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { listBundles } from '../src/app/evaluation/evaluate-set.ts';
import { type BundleScore, scoreBundle } from '../src/app/evaluation/score-bundle.ts';
import { formatTable } from '../src/cli/format-table.ts';
import type { Observations } from '../src/domain/observation.ts';
import { readBundle } from '../src/evidence/bundle/read-bundle.ts';
import { readTruth, type Truth } from '../src/evidence/bundle/read-truth.ts';
import { toObservations } from '../src/evidence/bundle/to-observations.ts';
import { applyAlertGroup } from '../src/incidents/apply-group.ts';
import { parseWebhook } from '../src/intake/parse-webhook.ts';
import type { diagnose } from '../src/signals/diagnose.ts';
import { type DiagnosisContext, toDiagnosisContext } from '../src/signals/diagnosis-context.ts';

const lateMs = 300_000;

interface Question {
  readonly set: string;
  readonly truth: Truth;
  readonly observations: Observations;
  readonly context: DiagnosisContext;
}

interface Constant {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  readonly name: string;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** On time and late: the name of a set is the one of its figures. */
function readQuestions(folder: string): readonly Question[] {
  return listBundles(folder).flatMap((path) => {
    const truth = readTruth(path);
    const bundle = readBundle(path);
    const [group] = parseWebhook(bundle.alert, 0).groups;
    if (truth === null || group === undefined) return [];
    const { incident } = applyAlertGroup(null, group, { nowMs: 0, newId: 'replayed' });
    const context = toDiagnosisContext(incident);
    const observations = toObservations(bundle, 'bundle');
    const set = basename(folder);
    const late = { ...context, startedAtMs: context.startedAtMs + lateMs };
    return [
      { set, truth, observations, context },
      { set: `${set}, late`, truth, observations, context: late },
    ];
  });
}

/** Numbers that are a choice: those of a constant's definition, and every fraction. Not units of time, nor what a regex counts. */
const definition = /^(?:export )?const (?:\w+|\[[\w, ]+\])(?::[^=]+)? = [^/'"`]*\d/;
const entry = /^\s+\w+: \d[\d_.]*,$/;
const notChosen = /^(?:export )?const (?:hour|minute|second|season)\w* = /;
const number = /(?<![\w.$])\d[\d_]*(?:\.\d+)?(?:e-?\d+)?(?![\w.])/g;

function findConstants(root: string, files: RegExp): readonly Constant[] {
  return globSync('**/*.ts', { cwd: join(root, 'signals') })
    .filter((file) => !file.endsWith('.test.ts') && !file.startsWith('charts') && files.test(file))
    .sort()
    .flatMap((file) =>
      readFileSync(join(root, 'signals', file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          if (/^\s*(?:\/?\*|\/\/)/.test(line) || notChosen.test(line)) return [];
          const isDefined = definition.test(line) || entry.test(line);
          return [
            ...line
              .replace(/\/(?:\\.|[^/\\\n])+\/[a-z]*(?=[,;)\]]|$)/g, (regex) => ' '.repeat(regex.length))
              .matchAll(number),
          ]
            .filter(([text]) => Number(text.replaceAll('_', '')) !== 0 && (isDefined || text.includes('.')))
            .map((match) => ({
              file,
              line: index,
              column: match.index,
              text: match[0],
              name: /(\w+)(?: =|:)/.exec(line.slice(0, match.index))?.[1] ?? '',
            }));
        }),
    );
}

function changeBy(text: string, factor: number): string {
  const value = Number(text.replaceAll('_', ''));
  if (!Number.isInteger(value)) return String(Number((value * factor).toPrecision(6)));
  if (value === 1) return String(factor);
  const moved = Math.round(value * factor);
  return String(moved === value ? value + Math.sign(factor - 1) : moved);
}

type Diagnose = typeof diagnose;
type Figures = ReadonlyMap<string, readonly number[]>;

const figureNames = ['top-1', 'top-3', 'top-5', 'change', 'decoys', 'blast ×100'] as const;

/** In incidents, but for the last. */
function toFigures(questions: readonly Question[], diagnoseWith: Diagnose): Figures {
  const scored = questions.map(({ set, truth, observations, context }) => {
    const diagnosis = diagnoseWith(observations, context);
    return { set, score: scoreBundle({ bundle: '', truth, diagnosis, baselines: {} }) };
  });
  const within = (scores: readonly BundleScore[], k: number): number =>
    scores.filter(({ serviceRank }) => serviceRank !== null && serviceRank <= k).length;
  return new Map(
    [...Map.groupBy(scored, ({ set }) => set)].map(([set, list]) => {
      const scores = list.map(({ score }) => score);
      const blasts = scores.flatMap(({ blastJaccard }) => blastJaccard ?? []);
      const blast = blasts.reduce((sum, one) => sum + one, 0) / Math.max(1, blasts.length);
      return [
        set,
        [
          within(scores, 1),
          within(scores, 3),
          within(scores, 5),
          scores.filter(({ changeRank }) => changeRank === 1).length,
          scores.filter(({ blamesDecoy }) => blamesDecoy).length,
          Math.round(100 * blast),
        ],
      ] as const;
    }),
  );
}

function toDifferences(before: Figures, now: Figures): readonly string[] {
  return [...before].map(([set, figures]) =>
    figureNames
      .flatMap((name, index) => {
        const gain = (now.get(set)?.[index] ?? 0) - (figures[index] ?? 0);
        return gain === 0 ? [] : `${name} ${gain > 0 ? '+' : ''}${gain}`;
      })
      .join(', '),
  );
}

interface Variant {
  readonly constant: Constant;
  readonly text: string;
}

interface Batch {
  readonly sets: readonly string[];
  /** Where copies of the engine may be made, with the packages that it imports. */
  readonly folder: string;
  /** Null is the engine as it is. */
  readonly variants: readonly (Variant | null)[];
}

const source = join(import.meta.dirname, '..', 'src');

/** The engine with one number changed: a copy of its own, since a module is read once. */
async function loadVariant(root: string, variant: Variant | null): Promise<Diagnose> {
  for (const floor of ['domain', 'signals'])
    cpSync(join(source, floor), join(root, floor), { recursive: true });
  if (variant !== null) {
    const { file, line, column, text } = variant.constant;
    const path = join(root, 'signals', file);
    const lines = readFileSync(path, 'utf8').split('\n');
    const old = lines[line] ?? '';
    lines[line] = `${old.slice(0, column)}${variant.text}${old.slice(column + text.length)}`;
    writeFileSync(path, lines.join('\n'));
  }
  const loaded = (await import(pathToFileURL(join(root, 'signals', 'diagnose.ts')).href)) as {
    diagnose: Diagnose;
  };
  return loaded.diagnose;
}

async function measureBatch({ sets, folder, variants }: Batch): Promise<void> {
  const questions = sets.flatMap(readQuestions);
  for (const variant of variants) {
    const root = mkdtempSync(join(folder, 'variant-'));
    parentPort?.postMessage(toFigures(questions, await loadVariant(root, variant)));
    rmSync(root, { recursive: true });
  }
}

/** Modules are never unloaded: a thread takes so many copies, and its memory with it when it ends. */
const batchSize = 40;

/** The figures of each variant, in order. */
async function measureAll({ sets, folder, variants }: Batch): Promise<readonly Figures[]> {
  const measured: Figures[] = [];
  for (let from = 0; from < variants.length; from += batchSize) {
    const batch: Batch = { sets, folder, variants: variants.slice(from, from + batchSize) };
    const worker = new Worker(import.meta.filename, { workerData: batch });
    worker.on('message', (figures: Figures) => measured.push(figures));
    await once(worker, 'exit');
  }
  return measured;
}

async function main(): Promise<void> {
  const { values, positionals: sets } = parseArgs({
    allowPositionals: true,
    options: { files: { type: 'string', default: '' }, share: { type: 'string', default: '0.2' } },
  });
  const share = Number(values.share);
  const variants = findConstants(source, new RegExp(values.files)).flatMap((constant) =>
    [1 - share, 1 + share].map((factor) => ({ constant, text: changeBy(constant.text, factor) })),
  );
  const folder = mkdtempSync(join(tmpdir(), 'vary-constants-'));
  try {
    // Copies find packages, and what kind of modules they are, where the original does.
    for (const name of ['node_modules', 'package.json'])
      symlinkSync(join(source, '..', name), join(folder, name));
    const [usual, ...measured] = await measureAll({ sets, folder, variants: [null, ...variants] });
    if (usual === undefined || measured.length < variants.length) throw new Error('not every variant ran');
    for (const [set, figures] of usual)
      print(`${set}: ${figureNames.map((name, index) => `${name} ${figures[index]}`).join(', ')}`);
    const rows = variants.flatMap(({ constant: { file, line, name, text: old }, text }, index) => {
      const told = toDifferences(usual, measured[index] ?? usual);
      return told.every((one) => one === '')
        ? []
        : [[`${file}:${line + 1} ${name}`, `${old} → ${text}`, ...told]];
    });
    print(`\n${rows.length} of ${variants.length} variants differ:\n`);
    print(formatTable(['constant', 'changed', ...usual.keys()], rows));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await (isMainThread ? main() : measureBatch(workerData as Batch));
