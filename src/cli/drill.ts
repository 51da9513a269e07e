import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { startSelfContained } from './drill-self-contained.ts';
import {
  breakPart,
  type DrillOptions,
  type DrillOutcome,
  type DrillStep,
  runDrillStep,
} from './drill-steps.ts';
import { renderOutcomes } from './drill-table.ts';
import { createDrillTarget } from './drill-target.ts';

export interface DrillCommandOptions {
  readonly url?: string;
  readonly tokenFile?: string;
  readonly selfContained?: boolean;
  readonly storageUrlFile?: string;
  readonly seconds: string;
  readonly alerts: string;
}

const leastSeconds = 0.001;

function readSecretFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new AppError({ code: 'bad_request', message: `cannot read "${file}"`, cause });
  }
}

function readNumber(text: string, { name, most }: { readonly name: string; readonly most: number }): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new AppError({ code: 'bad_request', message: `${name}: expected a whole number from 1 to ${most}` });
}

/** Runs the steps one after the other. The exit code is 0 when nothing was lost. */
async function runDrill(steps: readonly DrillStep[], options: DrillOptions): Promise<number> {
  const outcomes: DrillOutcome[] = [];
  for (const step of steps) {
    process.stdout.write(`breaking ${step.title} …\n`);
    outcomes.push(await runDrillStep(step, options));
  }
  const lost = outcomes.reduce((sum, one) => sum + one.lost, 0);
  process.stdout.write(`\n${renderOutcomes(outcomes)}\n\nlost ${lost}\n`);
  return lost === 0 ? 0 : 1;
}

function listSteps(options: Parameters<typeof breakPart>[2]): readonly DrillStep[] {
  return [
    { title: 'nothing', break: () => Promise.resolve(), brokenMs: 0 },
    breakPart('the model', 'model', options),
    breakPart('Prometheus and other sources', 'evidence', options),
    breakPart('the notifiers', 'notifier', options),
    breakPart('the store', 'store', options),
  ];
}

type CommonOptions = Pick<DrillOptions, 'runId' | 'alerts' | 'nowMs'> & { readonly seconds: number };

/** The service is this process; two of it where a PostgreSQL is given. */
async function drillSelfContained(storageUrl: string | null, common: CommonOptions): Promise<number> {
  const service = await startSelfContained(storageUrl);
  try {
    const target = createDrillTarget(service.urls, null);
    const replica: DrillStep = {
      title: 'a replica',
      break: () => Promise.resolve(),
      brokenMs: 0,
      interrupt: service.endReplica,
    };
    const steps = listSteps({ target, seconds: common.seconds });
    process.stdout.write('A service of its own; the notifier, Prometheus and the model are stand-ins.\n');
    return await runDrill(storageUrl === null ? steps : [...steps, replica], {
      ...common,
      target,
      arrived: (groupKey, state) => service.standIns.told(groupKey, state) > 0,
    });
  } finally {
    await service.stop();
  }
}

/** `drill`: breaks one thing after the other on purpose, sends marked test alerts through, and says what was lost. */
export async function drill(given: DrillCommandOptions): Promise<number> {
  const common: CommonOptions = {
    runId: randomBytes(3).toString('hex'),
    alerts: readNumber(given.alerts, { name: '--alerts', most: 100 }),
    seconds: readNumber(given.seconds, { name: '--seconds', most: 60 }),
    nowMs: systemClock.now,
  };
  if (given.selfContained === true) {
    const file = given.storageUrlFile;
    return drillSelfContained(file === undefined ? null : readSecretFile(file), common);
  }
  if (given.url === undefined) {
    throw new AppError({
      code: 'bad_request',
      message: 'name what to drill: --url URL, or --self-contained',
    });
  }
  const url = given.url.replace(/\/+$/, '');
  const token = given.tokenFile === undefined ? null : readSecretFile(given.tokenFile);
  const target = createDrillTarget(() => [url], token);
  // Nobody is sent a test alert by a drill that is not allowed.
  await target.breakFor('model', leastSeconds);
  process.stdout.write(
    `${url}: test alerts carry drill="true" and severity="info" and go where your routes send them.\n`,
  );
  const steps = listSteps({ target, seconds: common.seconds });
  return runDrill(steps, { ...common, target, arrived: () => true });
}
