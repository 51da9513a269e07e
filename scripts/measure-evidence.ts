/**
 * Measures what gathering makes of data of yours:
 *
 *   node scripts/measure-evidence.ts rules FILE       JSON lines with `alert` or `record`, and `expr`
 *   node scripts/measure-evidence.ts runbooks FOLDER  Markdown pages, each about the alert that its title names
 *   node scripts/measure-evidence.ts webhooks FOLDER  JSON files, each a webhook body or `{"payload": body}`
 *   node scripts/measure-evidence.ts bundles FOLDER   incident bundles, at any depth: time of `analyze --offline --json`
 */
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { systemClock } from '../src/domain/clock.ts';
import { createFolderIndex } from '../src/evidence/runbooks/folder-index.ts';
import { parseWebhook } from '../src/intake/parse-webhook.ts';
import { parseExpression } from '../src/signals/promql-expression.ts';

const Rule = z.object({ alert: z.string().nullish(), record: z.string().nullish(), expr: z.string() });

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${whole === 0 ? '0.0' : ((100 * part) / whole).toFixed(1)} %)`;
}

function measureRules(file: string): void {
  const rules = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Rule.parse(JSON.parse(line)));
  const read = rules.map((rule) => ({ rule, parsed: parseExpression(rule.expr) }));
  const alerting = read.filter(({ rule }) => typeof rule.alert === 'string');
  const withSelectors = ({ parsed }: (typeof read)[number]): boolean =>
    parsed.ok && parsed.expression.selectors.length > 0;
  const withLimit = ({ parsed }: (typeof read)[number]): boolean =>
    parsed.ok && (parsed.expression.threshold !== null || parsed.expression.limit !== null);
  print(`rules taken apart          ${share(read.filter(({ parsed }) => parsed.ok).length, read.length)}`);
  print(`with selectors             ${share(read.filter(withSelectors).length, read.length)}`);
  print(`alerting, with selectors   ${share(alerting.filter(withSelectors).length, alerting.length)}`);
  const numbers = alerting.filter(({ parsed }) => parsed.ok && parsed.expression.threshold !== null);
  print(`alerting, with a threshold ${share(numbers.length, alerting.length)}`);
  print(`alerting, or with a limit  ${share(alerting.filter(withLimit).length, alerting.length)}`);
  const sides = alerting.filter(({ parsed }) => parsed.ok && parsed.expression.sides !== null);
  print(`alerting, a ratio          ${share(sides.length, alerting.length)}`);
  for (const { rule } of alerting.filter((one) => !withSelectors(one)))
    print(`  no selector: ${rule.alert}: ${rule.expr.trim()}`);
}

/** The alert that a page is about: its title, else its file's name. */
function readTitle(path: string): string {
  const text = readFileSync(path, 'utf8');
  const title = /^title:\s*["']?(.+?)["']?\s*$/m.exec(text)?.[1] ?? /^#\s+(.+)$/m.exec(text)?.[1];
  return title?.trim() ?? basename(path, '.md');
}

async function measureRunbooks(folder: string): Promise<void> {
  const index = await createFolderIndex([folder], { clock: systemClock, maxBytes: 1_000_000 })();
  const pages = globSync('**/*.md', { cwd: folder }).filter(
    (path) => !/^(?:_?index|readme)\.md$/i.test(basename(path)),
  );
  const found = pages.map((path) => ({ path, title: readTitle(join(folder, path)) }));
  const right: string[] = [];
  for (const { path, title } of found) {
    const place = index.find(title)?.runbook.place ?? null;
    if (place?.endsWith(path) === true) right.push(path);
    else print(`  ${place === null ? 'not found' : `wrong, ${place}`}: ${title} (${path})`);
  }
  print(`pages found by their alert ${share(right.length, pages.length)}`);
}

function measureWebhooks(folder: string): void {
  const files = globSync('*.json', { cwd: folder }).sort();
  const readable = files.filter((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const { payload } = z.looseObject({ payload: z.unknown().optional() }).parse(JSON.parse(text));
    const { groups, problem } = parseWebhook(
      payload === undefined ? text : JSON.stringify(payload),
      Date.now(),
    );
    const alerts = groups.flatMap((group) => group.alerts);
    print(`${file}: ${problem ?? `${alerts.length} of ${groups[0]?.groupKey} ${groups[0]?.status}`}`);
    return problem === null;
  });
  print(`bodies read                ${share(readable.length, files.length)}`);
}

function measureBundles(folder: string): void {
  const program = fileURLToPath(new URL('../bin/llm-alert-bridge.js', import.meta.url));
  const bundles = globSync('**/alert.json', { cwd: folder }).map(dirname).sort();
  const timed = bundles.map((bundle) => {
    const startedAt = performance.now();
    execFileSync(process.execPath, [program, 'analyze', join(folder, bundle), '--offline', '--json']);
    return { bundle, tookMs: performance.now() - startedAt };
  });
  const slowest = timed.toSorted((a, b) => b.tookMs - a.tookMs);
  for (const { bundle, tookMs } of slowest.slice(0, 5))
    print(`${tookMs.toFixed(0).padStart(6)} ms  ${bundle}`);
  const median = slowest[Math.floor(slowest.length / 2)]?.tookMs ?? 0;
  print(
    `${bundles.length} bundles, median ${median.toFixed(0)} ms, under one second ${share(timed.filter(({ tookMs }) => tookMs < 1000).length, bundles.length)}`,
  );
}

const measures: Readonly<Record<string, (path: string) => void | Promise<void>>> = {
  rules: measureRules,
  runbooks: measureRunbooks,
  webhooks: measureWebhooks,
  bundles: measureBundles,
};

const [name = '', path] = process.argv.slice(2);
const measure = measures[name];
if (measure === undefined || path === undefined) {
  process.stderr.write(`name what to measure (${Object.keys(measures).join(', ')}) and where it is\n`);
  process.exitCode = 1;
} else {
  await measure(path);
}
