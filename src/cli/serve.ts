import { systemClock } from '../domain/clock.ts';
import { createLogger, findConfigFile, readConfig } from './environment.ts';
import { holdHeap } from './hold-heap.ts';
import { runService, waitForStop } from './run-service.ts';

/** `serve`: runs the service until it is told to stop. */
export async function serve(options: { readonly config?: string }): Promise<number> {
  holdHeap();
  const file = findConfigFile(options.config);
  const config = readConfig(file);
  const log = createLogger(config.log.level);
  const service = await runService({ config, readConfig: () => readConfig(file), clock: systemClock, log });
  log.info({ url: service.url, config: file }, 'listening');
  const signal = await waitForStop(service, log);
  log.info({ signal }, 'stopping');
  await service.stop();
  log.info('stopped');
  return 0;
}
