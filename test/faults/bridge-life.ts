import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { atExit } from '../servers/at-exit.ts';
import { waitFor } from '../servers/wait-for.ts';

const bin = fileURLToPath(new URL('../../bin/llm-alert-bridge.js', import.meta.url));
const keptCharacters = 20_000;

/** The service as a process that may be killed at any moment, also while it starts. */
export interface BridgeLife {
  readonly pid: number;
  readonly output: () => string;
  /** Resolves when it answers that it is ready; throws with its output when it ends before. */
  readonly ready: () => Promise<void>;
  /** Sends the signal and resolves when the process is gone. */
  readonly end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
}

export interface BridgeLifeOptions {
  readonly configFile: string;
  readonly url: string;
  /** Where Node keeps compiled code, so that the next life starts sooner. */
  readonly compileCache?: string;
  /** Put before the program: `['strace', '-f', …]`. */
  readonly wrapper?: readonly string[];
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/-/ready`, { signal: AbortSignal.timeout(2000) });
  await response.body?.cancel();
  return response.ok;
}

function capture(child: ChildProcess): () => string {
  let text = '';
  const append = (chunk: string): void => {
    text = (text + chunk).slice(-keptCharacters);
  };
  child.stdout?.setEncoding('utf8').on('data', append);
  child.stderr?.setEncoding('utf8').on('data', append);
  return () => text;
}

/** Starts `llm-alert-bridge serve` and does not wait for it. */
export async function startLife(options: BridgeLifeOptions): Promise<BridgeLife> {
  const { compileCache, wrapper = [] } = options;
  const [command = process.execPath, ...args] = [
    ...wrapper,
    process.execPath,
    bin,
    'serve',
    '--config',
    options.configFile,
  ];
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }) },
  });
  const output = capture(child);
  const withdraw = atExit(() => child.kill('SIGKILL'));
  const gone = once(child, 'exit').then(([code]) => {
    withdraw();
    return code as number | null;
  });
  await once(child, 'spawn');
  return {
    pid: child.pid ?? 0,
    output,
    ready: async () => {
      const ended = gone.then((code) => {
        throw new Error(`the service ended with code ${code} before it was ready:\n${output()}`);
      });
      ended.catch(() => undefined);
      const ready = waitFor(() => isReady(options.url), {
        what: `${options.url} to be ready`,
        timeoutMs: 60_000,
        intervalMs: 10,
      });
      ready.catch(() => undefined);
      await Promise.race([ready, ended]);
    },
    end: (signal) => {
      child.kill(signal);
      return gone;
    },
    signal: (signal) => void child.kill(signal),
  };
}
