import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pino from 'pino';
import { diagnoseApart } from '../../src/app/diagnose-apart.ts';
import { registry } from '../../src/app/registry.ts';
import { runService } from '../../src/cli/run-service.ts';
import { parseConfig } from '../../src/config/load.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { diagnose } from '../../src/signals/diagnose.ts';
import { benchContext, largestDay, observe } from './signals.ts';

/**
 * The service, which from SIGUSR2 on also diagnoses a day of 46 services over and over, and prints a line for each time.
 * Arguments: the configuration file, and where it does so: `nowhere`, `apart` (as an analysis does) or `here`.
 */
const [file = '', place] = process.argv.slice(2);
/** Lets a service that diagnoses in its only thread take in what has come meanwhile. */
const betweenMs = 200;
const log = pino({ level: 'warn' });
const readConfig = () => {
  const parsed = parseConfig(readFileSync(file, 'utf8'), {
    adapters: registry,
    env: {},
    readFile: (path) => readFileSync(path, 'utf8'),
  });
  if (parsed.ok) return parsed.config;
  throw new Error(JSON.stringify(parsed.problems));
};

const observations = observe(largestDay);
const places: Readonly<Record<string, () => Promise<unknown>>> = {
  apart: () => diagnoseApart(observations, benchContext, log),
  here: async () => diagnose(observations, benchContext),
};

const service = await runService({ config: readConfig(), readConfig, clock: systemClock, log });
let stopping = false;
process.once('SIGTERM', () => {
  stopping = true;
  void service.stop().then(() => process.exit(0));
});
process.once('SIGUSR2', async () => {
  const run = places[place ?? ''];
  while (run !== undefined && !stopping) {
    await run();
    process.stdout.write('diagnosed\n');
    await delay(betweenMs);
  }
});
