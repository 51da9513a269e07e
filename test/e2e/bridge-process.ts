import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningProcess, startProcess } from '../servers/processes.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

const bin = fileURLToPath(new URL('../../bin/llm-alert-bridge.js', import.meta.url));

export interface BridgeProcess extends RunningProcess {
  readonly url: string;
}

export interface BridgeProcessOptions {
  readonly port: number;
  /** The configuration without `server.listen` and `storage.path`. JSON is YAML. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The product as users run it: `llm-alert-bridge serve`, as a process of its own with a store in a temporary folder. */
export async function startBridge(options: BridgeProcessOptions): Promise<BridgeProcess> {
  const folder = await createTemporaryFolder('bridge');
  const url = `http://127.0.0.1:${options.port}`;
  const server = { ...(options.config['server'] as object | undefined), listen: `127.0.0.1:${options.port}` };
  const config = { ...options.config, server, storage: { path: join(folder.path, 'bridge.db') } };
  const file = join(folder.path, 'llm-alert-bridge.yml');
  await writeFile(file, JSON.stringify(config));
  const running = await startProcess({
    command: process.execPath,
    args: [bin, 'serve', '--config', file],
    env: { ...options.env },
    ready: `${url}/-/ready`,
  });
  return {
    ...running,
    url,
    stop: async () => {
      await running.stop();
      await folder.remove();
    },
  };
}
