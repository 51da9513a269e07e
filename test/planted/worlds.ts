import { auth } from './worlds/auth.ts';
import { batch } from './worlds/batch.ts';
import { bloat } from './worlds/bloat.ts';
import { cache } from './worlds/cache.ts';
import { database } from './worlds/database.ts';
import { disk } from './worlds/disk.ts';
import { edge } from './worlds/edge.ts';
import { elastic } from './worlds/elastic.ts';
import { eviction } from './worlds/eviction.ts';
import { fareCache } from './worlds/fares.ts';
import { fleet } from './worlds/fleet.ts';
import { gateway } from './worlds/gateway.ts';
import { goLeak } from './worlds/go-leak.ts';
import { gpu } from './worlds/gpu.ts';
import { handles } from './worlds/handles.ts';
import { ledger } from './worlds/ledger.ts';
import { mailRelay } from './worlds/mail-relay.ts';
import { memory } from './worlds/memory.ts';
import { mesh } from './worlds/mesh.ts';
import { parcels } from './worlds/parcels.ts';
import { played } from './worlds/played.ts';
import { resolver } from './worlds/resolver.ts';
import { rollout } from './worlds/rollout.ts';
import { stream } from './worlds/stream.ts';
import { thumbnails } from './worlds/thumbnails.ts';
import { voice } from './worlds/voice.ts';

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
  elastic,
  voice,
  bloat,
  gpu,
  goLeak,
  mailRelay,
  batch,
  auth,
  mesh,
  edge,
  ledger,
  fleet,
  parcels,
  thumbnails,
  fareCache,
} as const;
export type World = keyof typeof worlds;
