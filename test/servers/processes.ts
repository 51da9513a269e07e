import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { atExit } from './at-exit.ts';
import { waitFor } from './wait-for.ts';

/** Kept of a process's output, from the end. */
const maxOutputCharacters = 200_000;
const outputGraceMs = 200;

export type ProcessOptions = {
  readonly command: string;
  readonly args?: readonly string[];
  /** Ready when this URL answers 2xx, or when this says so; asked until `readyTimeoutMs`. */
  readonly ready: string | ((output: string) => boolean | Promise<boolean>);
  readonly readyTimeoutMs?: number;
  /** How long `stop()` waits after SIGTERM before it sends SIGKILL; 5 s if left out. */
  readonly killAfterMs?: number;
  /** Added to the test's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Run as this user, for programs that refuse to run as root. */
  readonly uid?: number;
  readonly gid?: number;
};

export type ProcessExit = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type RunningProcess = {
  readonly pid: number;
  /** Standard output and standard error as they came, the last 200,000 characters. */
  output(): string;
  readonly exited: Promise<ProcessExit>;
  /** Sends a signal and does not wait. */
  signal(signal: NodeJS.Signals): void;
  /** SIGTERM, then SIGKILL after `killAfterMs`; returns when the process is gone. May be called twice. */
  stop(): Promise<void>;
};

/** Starts a program and returns once it is ready; if it is not in time, stops it and throws with its output. It never outlives us. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const child = spawn(options.command, options.args ?? [], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const output = captureOutput(child);
  const withdraw = atExit(() => child.kill('SIGKILL'));
  const exited = exitOf(child, withdraw);
  await once(child, 'spawn');
  const started = track(child, output, exited, options.killAfterMs ?? 5_000);
  try {
    await waitUntilReady(options, output, exited);
  } catch (error) {
    await started.stop();
    throw new Error(`${options.command} did not become ready. Its output:\n${output() || '(none)'}`, {
      cause: error,
    });
  }
  return started;
}

function track(
  child: ChildProcess,
  output: () => string,
  exited: Promise<ProcessExit>,
  killAfterMs: number,
): RunningProcess {
  const { pid } = child;
  if (pid === undefined) throw new Error('a spawned process has no id');
  return {
    pid,
    output,
    exited,
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      await exited;
      clearTimeout(killer);
    },
  };
}

function captureOutput(child: ChildProcess): () => string {
  let text = '';
  const append = (chunk: string) => {
    text = (text + chunk).slice(-maxOutputCharacters);
  };
  child.stdout?.setEncoding('utf8').on('data', append);
  child.stderr?.setEncoding('utf8').on('data', append);
  return () => text;
}

/** Settles when the output has ended too, but does not wait for grandchildren that keep it open. */
function exitOf(child: ChildProcess, onExit: () => void): Promise<ProcessExit> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal }));
    child.once('exit', (code, signal) => {
      onExit();
      setTimeout(() => resolve({ code, signal }), outputGraceMs);
    });
  });
}

async function waitUntilReady(
  { ready, readyTimeoutMs = 20_000 }: ProcessOptions,
  output: () => string,
  exited: Promise<ProcessExit>,
): Promise<void> {
  let exit: ProcessExit | undefined;
  void exited.then((value) => {
    exit = value;
  });
  const isReady = typeof ready === 'string' ? () => answersOk(ready) : () => ready(output());
  const answer = await waitFor(async () => exit ?? (await isReady()), {
    timeoutMs: readyTimeoutMs,
    what: typeof ready === 'string' ? ready : 'the program to be ready',
  });
  if (answer !== true) throw new Error(`it exited with code ${answer.code}, signal ${answer.signal}`);
}

async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
  await response.body?.cancel();
  return response.ok;
}
