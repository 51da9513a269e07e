import { parentPort } from 'node:worker_threads';
import { diagnose } from '../signals/diagnose.ts';
import { type PackedQuestion, unpack } from './pack-observations.ts';

/** Answers one question in a thread of its own. */
parentPort?.once('message', ({ observations, context }: PackedQuestion) => {
  parentPort?.postMessage(diagnose(unpack(observations), context));
});
