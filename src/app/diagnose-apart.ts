import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { Diagnosis } from '../domain/diagnosis.ts';
import type { Observations } from '../domain/observation.ts';
import { diagnose } from '../signals/diagnose.ts';
import type { DiagnosisContext } from '../signals/diagnosis-context.ts';
import { type PackedQuestion, pack } from './pack-observations.ts';

/** Up to about this much a diagnosis takes some 10 ms: less than a thread needs to start. */
const smallWeight = 20_000;
/** A log line, span or change is as much work as so many points. */
const weightOfOthers = 10;

function weigh({ series, logs, spans, changes }: Observations): number {
  const points = series.reduce((sum, one) => sum + one.points.length, 0);
  return points + weightOfOthers * (logs.length + spans.length + changes.length);
}

/** Compiled files and sources have different endings. */
const workerFile = new URL(import.meta.url.replace(/diagnose-apart(?=\.\w+$)/, 'diagnose-worker'));

async function askWorker(question: PackedQuestion): Promise<Diagnosis> {
  const worker = new Worker(workerFile);
  try {
    return await new Promise<Diagnosis>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the thread ended with code ${code}`)));
      const buffers = question.observations.series.map(({ numbers }) => numbers.buffer);
      worker.postMessage(question, buffers);
    });
  } finally {
    await worker.terminate();
  }
}

/**
 * The same as `diagnose`. What takes long is done in another thread, so that webhooks are answered meanwhile. Where there
 * can be no other thread it is done here.
 */
export async function diagnoseApart(
  observations: Observations,
  context: DiagnosisContext,
  log: Pick<Logger, 'warn'>,
): Promise<Diagnosis> {
  if (weigh(observations) <= smallWeight) return diagnose(observations, context);
  try {
    const packed = await pack(observations, context.startedAtMs);
    return await askWorker({ observations: packed, context });
  } catch (error) {
    log.warn({ err: error }, 'no thread for the diagnosis, it is made in this one');
    return diagnose(observations, context);
  }
}
