import { parseConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Clock } from '../domain/clock.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError, toAppError } from '../domain/errors.ts';
import { type Bundle, readBundle } from '../evidence/bundle/read-bundle.ts';
import { configOptions, createLogger } from './environment.ts';
import { type RunningService, runService, waitForStop } from './run-service.ts';
import { packageFolder } from './version.ts';

const bundleFolder = `${packageFolder}demo/disk-full`;
const settleTimeoutMs = 180_000;
const pollMs = 50;
const ollama = 'http://127.0.0.1:11434';

/** A clock that began at another time: the recorded incident is still going on. */
function shiftClock(startMs: number): Clock {
  const offset = startMs - systemClock.now();
  return { now: () => systemClock.now() + offset, after: systemClock.after };
}

function endOf(bundle: Bundle): number {
  return Math.max(...(bundle.series ?? []).map((series) => series.points.at(-1)?.[0] ?? 0));
}

/** The first model that an Ollama on this machine has; null without one. */
async function findOllamaModel(): Promise<string | null> {
  try {
    const response = await fetch(`${ollama}/api/tags`, { signal: AbortSignal.timeout(300) });
    const { models } = (await response.json()) as { models?: readonly { readonly name?: string }[] };
    return models?.[0]?.name ?? null;
  } catch {
    return null;
  }
}

/** A reference that the configuration resolves, so that the key itself is in no text. */
function fromEnvironment(variable: string): string {
  return `\${${variable}}`;
}

async function findModels(): Promise<readonly Record<string, string>[]> {
  if (process.env['ANTHROPIC_API_KEY'])
    return [{ type: 'anthropic', api_key: fromEnvironment('ANTHROPIC_API_KEY') }];
  if (process.env['OPENAI_API_KEY']) return [{ type: 'openai', api_key: fromEnvironment('OPENAI_API_KEY') }];
  const model = await findOllamaModel();
  return model === null
    ? []
    : [{ type: 'openai-compatible', name: 'ollama', base_url: `${ollama}/v1`, model }];
}

async function createDemoConfig(port: string): Promise<Config> {
  const text = JSON.stringify({
    server: { listen: `127.0.0.1:${port}` },
    storage: { path: ':memory:' },
    log: { level: 'warn' },
    evidence: { lookback: '90m', collectors: [{ type: 'bundle', path: bundleFolder }] },
    reasoning: { models: await findModels() },
    notifiers: [{ type: 'console' }],
    route: { notifiers: ['console'] },
  });
  const parsed = parseConfig(text, configOptions);
  if (parsed.ok) return parsed.config;
  const [problem] = parsed.problems;
  throw new AppError({
    code: 'config_invalid',
    message: `the demo cannot start: ${problem?.path}: ${problem?.message}`,
  });
}

async function startOn(port: string, clock: Clock): Promise<RunningService> {
  const config = await createDemoConfig(port);
  return runService({ config, readConfig: () => config, clock, log: createLogger(config.log.level) });
}

/** Waits until all that came of the alert has been shown. */
async function waitUntilSettled(service: RunningService, incidentId: string): Promise<void> {
  const deadline = systemClock.now() + settleTimeoutMs;
  while (!(await service.bridge.isSettled(incidentId))) {
    if (systemClock.now() > deadline)
      throw new AppError({ code: 'internal', message: 'the demo did not come to an end' });
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
}

/** `demo`: the real service on a recorded incident; its alert goes through the real webhook. */
export async function demo(options: { readonly once?: boolean; readonly port: string }): Promise<number> {
  const bundle = readBundle(bundleFolder);
  const clock = shiftClock(endOf(bundle));
  const wanted = options.once === true ? '0' : options.port;
  const service = await startOn(wanted, clock).catch((thrown: unknown) => {
    if (wanted === '0' || !toAppError(thrown).message.includes('EADDRINUSE')) throw thrown;
    return startOn('0', clock);
  });
  process.stdout.write(`\nA disk is filling up. Alertmanager calls ${service.url}/webhook …\n\n`);
  try {
    const response = await fetch(`${service.url}/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bundle.alert,
    });
    const { incidents } = (await response.json()) as { incidents: readonly { readonly id: string }[] };
    await waitUntilSettled(service, incidents[0]?.id ?? '');
    if (options.once === true) return 0;
    process.stdout.write(
      [
        '',
        `The page is at ${service.url} until Ctrl-C. Try as well:`,
        `  curl -X POST ${service.url}/enrich -H 'content-type: application/json' -d @demo/disk-full/alert.json`,
        `  curl ${service.url}/api/v1/incidents`,
        `  curl ${service.url}/metrics`,
        '',
      ].join('\n'),
    );
    await waitForStop(service, createLogger('warn'));
    return 0;
  } finally {
    await service.stop();
  }
}
