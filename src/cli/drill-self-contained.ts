import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { type StandIns, startStandIns } from './drill-stand-ins.ts';
import { configOptions, createLogger } from './environment.ts';
import { type RunningService, runService } from './run-service.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** The service in this process, with stand-ins for everybody else. */
export interface SelfContained {
  readonly standIns: StandIns;
  /** The replicas that live. */
  readonly urls: () => readonly string[];
  /** Ends the first replica in the middle of its work. */
  readonly endReplica: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const readyTimeoutMs = 30_000;

function createConfig(standIns: StandIns, storage: { url: string } | { path: string }): Config {
  const raw = {
    server: { listen: '127.0.0.1:0', allow_drills: true },
    storage,
    evidence: { collectors: [{ type: 'prometheus', url: `${standIns.url}/prometheus`, timeout: '2s' }] },
    reasoning: {
      max_calls_per_minute: 10_000,
      models: [{ type: 'openai-compatible', base_url: `${standIns.url}/v1`, model: 'drill', timeout: '2s' }],
    },
    notifiers: [{ type: 'webhook', url: `${standIns.url}/hook` }],
    route: { notifiers: ['webhook'] },
  };
  const parsed = parseConfig(JSON.stringify(raw), configOptions);
  if (parsed.ok) return parsed.config;
  const [problem] = parsed.problems;
  const message = `the drill cannot start: ${problem?.path}: ${problem?.message}`;
  throw new AppError({ code: 'config_invalid', message });
}

async function waitUntilReady(url: string): Promise<void> {
  const deadlineMs = performance.now() + readyTimeoutMs;
  for (;;) {
    const response = await fetch(`${url}/-/ready`).catch(() => null);
    if (response?.ok === true) return;
    if (performance.now() > deadlineMs) {
      const message = 'the drill cannot start: the store does not answer; check its address';
      throw new AppError({ code: 'storage_unavailable', message });
    }
    await delay(100);
  }
}

/** Two replicas where a PostgreSQL is given, one on SQLite in a temporary folder else. */
export async function startSelfContained(storageUrl: string | null): Promise<SelfContained> {
  const folder = createTemporaryFolder('drill');
  const standIns = await startStandIns();
  let replicas: readonly RunningService[] = [];
  const stop = async (): Promise<void> => {
    for (const service of replicas) await service.stop();
    await standIns.stop();
    folder.remove();
  };
  try {
    const storage = storageUrl === null ? { path: join(folder.path, 'drill.db') } : { url: storageUrl };
    const config = createConfig(standIns, storage);
    // What is broken on purpose would fill the log.
    const log = createLogger('silent');
    for (let count = storageUrl === null ? 1 : 2; count > 0; count--) {
      const service = await runService({ config, readConfig: () => config, clock: systemClock, log });
      replicas = [...replicas, service];
      await waitUntilReady(service.url);
    }
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    standIns,
    urls: () => replicas.map(({ url }) => url),
    endReplica: async () => {
      const [gone, ...left] = replicas;
      replicas = left;
      await gone?.stop();
    },
    stop,
  };
}
