import type { FoundTrait } from './code-traits.ts';
import type { ValueChange } from './value-changes.ts';
import type { VersionBump } from './version-bumps.ts';

export function describeValue({ key, from, to }: ValueChange): string {
  const name = key.trim().length > 60 ? `${key.trim().slice(0, 60)}…` : key.trim();
  return `changed ${name} ${from} → ${to}`;
}

export function describeBump({ name, from, to }: VersionBump): string {
  return `bumped ${name ?? 'a dependency'} from ${from} to ${to}`;
}

const traitWords: Partial<Readonly<Record<FoundTrait['trait'], string>>> = {
  guard_removed: 'removed a check',
  init_removed: 'no longer sets a first value',
  unguarded_use: 'uses a value without a check',
  call_in_loop: 'calls inside a loop',
  call_added: 'added a call',
  unbounded_growth: 'adds to something without a bound',
  release_removed: 'no longer gives something back',
  release_missing: 'opens something without closing it',
  worker_spawned: 'starts workers without a bound',
  lock_added: 'added a lock',
  lock_removed: 'removed a lock',
  lock_order: 'changed what is locked, or in which order',
  wait_added: 'added a wait',
  backoff_removed: 'removed a pause or brake',
  retry_added: 'added retries',
  cache_removed: 'goes past a cache',
  cache_key: 'changed the key of a cache',
  index_dropped: 'drops an index',
  table_locked: 'changes a table under a lock',
  schema_changed: 'changed the schema',
  query_added: 'added a query',
  query_widened: 'widened a query',
  field_changed: 'changed a field',
  codec_changed: 'changed how something is encoded',
  heavy_pattern: 'added costly matching',
  busy_loop: 'added a loop without a pause',
  load_all: 'loads everything at once',
  log_flood: 'logs much more',
  file_written: 'writes files',
  key_renamed: 'changed which setting is read',
  auth_changed: 'changed who is let in',
  time_zone: 'changed how times are reckoned',
  ack_removed: 'changed how messages are acknowledged',
  partition_key: 'changed how load is split',
  unit_changed: 'changed a unit',
};

const shownCharacters = 90;

export function describeTrait({ trait, line }: FoundTrait): string {
  const plain = line.replace(/\s*[{;]+$/, '');
  const text = plain.length > shownCharacters ? `${plain.slice(0, shownCharacters).toWellFormed()}…` : plain;
  return `${traitWords[trait] ?? trait}: ${text}`;
}
