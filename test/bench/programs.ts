import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../servers/free-port.ts';
import { type ProcessOptions, type RunningProcess, startProcess } from '../servers/processes.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import type { LoadOptions, LoadResult } from './load-generator.ts';
import { packService } from './packed-service.ts';
import type { SteadyLoadOptions } from './steady-load.ts';

function fileOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

/** Runs a load generator as a process of its own and reads its result. */
async function runGenerator(name: string, options: LoadOptions | SteadyLoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [fileOf(name), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the load generator ended with code ${code}`);
  return JSON.parse(output) as LoadResult;
}

export function generateLoad(options: LoadOptions): Promise<LoadResult> {
  return runGenerator('load-generator.ts', options);
}

export function generateSteadyLoad(options: SteadyLoadOptions): Promise<LoadResult> {
  return runGenerator('steady-load.ts', options);
}

/** What is measured, as a process of its own. */
export interface Program extends RunningProcess {
  readonly url: string;
}

export async function startBareServer(): Promise<Program> {
  const folder = await createTemporaryFolder('bench');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [fileOf('bare-server.ts'), String(port), join(folder.path, 'bare.db')];
  const running = await startProcess({ command: process.execPath, args, ready: `${url}/-/ready` });
  return { ...running, url, stop: () => running.stop().then(folder.remove) };
}

/** A notifier's vendor that takes everything, as a process of its own. Gives its URL. */
export async function startSink(): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [fileOf('sink.ts'), String(port)];
  const running = await startProcess({ command: process.execPath, args, ready: url });
  return { ...running, url };
}

export interface ServiceOptions {
  readonly config: Readonly<Record<string, unknown>>;
}

async function startConfigured(
  { config: given }: ServiceOptions,
  toProgram: (configFile: string) => Pick<ProcessOptions, 'command' | 'args'>,
): Promise<Program> {
  const folder = await createTemporaryFolder('bench');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const configFile = join(folder.path, 'llm-alert-bridge.yml');
  const config = {
    server: { listen: `127.0.0.1:${port}` },
    storage: { path: join(folder.path, 'bridge.db') },
    ...given,
  };
  await writeFile(configFile, JSON.stringify(config));
  const running = await startProcess({
    ...toProgram(configFile),
    env: { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` },
    ready: `${url}/-/ready`,
    killAfterMs: 30_000,
  });
  return { ...running, url, stop: () => running.stop().then(folder.remove) };
}

/** The service as users run it; `storage` is SQLite in a temporary folder unless the configuration names one. */
export async function startBenchService(options: ServiceOptions): Promise<Program> {
  const program = await packService();
  return startConfigured(options, (configFile) => ({
    // By its first line, which says how Node is to run it.
    command: program,
    args: ['serve', '--config', configFile],
  }));
}

/** The service, which also diagnoses as soon as it gets SIGUSR2: see `diagnosing-server.ts`. */
export function startDiagnosingService(place: string, options: ServiceOptions): Promise<Program> {
  return startConfigured(options, (configFile) => ({
    command: process.execPath,
    args: ['--max-semi-space-size=16', fileOf('diagnosing-server.ts'), configFile, place],
  }));
}

/** `getconf CLK_TCK`, which is the same on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** The processor time that a process has used so far, in user and kernel mode (Linux). */
export function readCpuMs(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in parentheses, may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Waits until a process has nothing more to do. */
export async function waitUntilIdle(pid: number): Promise<void> {
  for (let before = readCpuMs(pid); ; ) {
    await delay(1000);
    const now = readCpuMs(pid);
    if (now - before < 50) return;
    before = now;
  }
}

/** The most memory that a process has had so far (Linux). */
export function readPeakMemoryMb(pid: number): number {
  const [, kb] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1000;
}
