import { cache } from './worlds/cache.ts';
import { database } from './worlds/database.ts';
import { disk } from './worlds/disk.ts';
import { eviction } from './worlds/eviction.ts';
import { gateway } from './worlds/gateway.ts';
import { handles } from './worlds/handles.ts';
import { memory } from './worlds/memory.ts';
import { played } from './worlds/played.ts';
import { resolver } from './worlds/resolver.ts';
import { rollout } from './worlds/rollout.ts';
import { stream } from './worlds/stream.ts';

/** Incidents that true and false sentences are told of, one file each. */
export const worlds = {
  disk,
  database,
  memory,
  rollout,
  cache,
  gateway,
  handles,
  stream,
  resolver,
  played,
  eviction,
} as const;
export type World = keyof typeof worlds;
