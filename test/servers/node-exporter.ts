import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningServer, startServer } from './server.ts';

export type NodeExporterOptions = {
  readonly port?: number;
  /** Folder of `*.prom` files to expose; one of its own if left out. */
  readonly textfileDirectory?: string;
};

export type NodeExporter = RunningServer & {
  /** Exposes this text (Prometheus exposition format) from the next scrape on, in place of the last one. */
  writeMetrics(text: string): Promise<void>;
};

const collectors = ['cpu', 'meminfo', 'filesystem', 'loadavg', 'textfile'];

/** node_exporter with the collectors cpu, meminfo, filesystem, loadavg and textfile. */
export async function startNodeExporter(options: NodeExporterOptions = {}): Promise<NodeExporter> {
  let directory = options.textfileDirectory;
  const server = await startServer({
    name: 'node-exporter',
    port: options.port,
    readyPath: '/metrics',
    async prepare({ folder, target }) {
      directory ??= join(folder, 'textfile');
      await mkdir(directory, { recursive: true });
      return [
        `--web.listen-address=${target}`,
        '--collector.disable-defaults',
        ...collectors.map((collector) => `--collector.${collector}`),
        `--collector.textfile.directory=${directory}`,
      ];
    },
  });
  return {
    ...server,
    async writeMetrics(text) {
      const path = join(directory ?? '', 'test.prom');
      await writeFile(`${path}.new`, text.endsWith('\n') ? text : `${text}\n`);
      await rename(`${path}.new`, path);
    },
  };
}
