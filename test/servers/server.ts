import { serverExecutable } from './executables.ts';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './processes.ts';
import type { TestServerName } from './server-table.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

/** What every started server can do. */
export type RunningServer = {
  readonly url: string;
  readonly port: number;
  /** `host:port`, as scrape and Alertmanager targets want it. */
  readonly target: string;
  readonly pid: number;
  output(): string;
  stop(): Promise<void>;
};

export type ServerSetup = {
  readonly name: TestServerName;
  /** Listen here instead of on a free port, for a server that comes back after an outage. */
  readonly port?: number | undefined;
  /** Path that answers 2xx when the server is ready. */
  readonly readyPath: string;
  /** Writes what the server needs into its folder and returns the program's arguments. */
  prepare(place: { readonly folder: string; readonly target: string }): Promise<readonly string[]>;
};

/** Starts one of the Prometheus family in a folder of its own, which goes when the server is stopped. */
export async function startServer(setup: ServerSetup): Promise<RunningServer> {
  const command = serverExecutable(setup.name);
  const port = setup.port ?? (await freePort());
  const target = `127.0.0.1:${port}`;
  const url = `http://${target}`;
  const folder = await createTemporaryFolder(setup.name);
  let child: RunningProcess;
  try {
    const args = await setup.prepare({ folder: folder.path, target });
    child = await startProcess({ command, args, ready: url + setup.readyPath, cwd: folder.path });
  } catch (error) {
    await folder.remove();
    throw error;
  }
  return {
    url,
    port,
    target,
    pid: child.pid,
    output: child.output,
    async stop() {
      await child.stop();
      await folder.remove();
    },
  };
}
