import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

export interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a parent `npm` or Vitest says to its own children, and what would change the outcome. */
const notPassedOn =
  /^(npm_(package|lifecycle|command|execpath|node_execpath)|npm_config_local_prefix$|NODE_OPTIONS$|NODE_PATH$|VITEST|ANTHROPIC_|OPENAI_)/;

function createEnvironment(): Record<string, string | undefined> {
  const kept = Object.entries(process.env).filter(([name]) => !notPassedOn.test(name));
  // The Node that runs the tests comes first, and colours would only be in the way.
  const path = `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`;
  return { ...Object.fromEntries(kept), PATH: path, NO_COLOR: '1' };
}

export interface RunOptions {
  readonly cwd: string;
  readonly timeoutMs: number;
}

/** Runs a program to its end. One that cannot be started, or takes too long, throws with its output. */
export function runCommand(
  command: string,
  args: readonly string[],
  { cwd, timeoutMs }: RunOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const options = { cwd, timeout: timeoutMs, env: createEnvironment(), maxBuffer: 50_000_000 };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') resolve({ exitCode, stdout, stderr });
      else
        reject(
          new Error(`${command} ${args.join(' ')} did not end:\n${stdout}\n${stderr}`, { cause: error }),
        );
    });
  });
}

/** As `runCommand`, for a command that must succeed. Resolves to its standard output. */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: RunOptions,
): Promise<string> {
  const { exitCode, stdout, stderr } = await runCommand(command, args, options);
  if (exitCode !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${exitCode}:\n${stdout}\n${stderr}`);
  }
  return stdout;
}
