import type { World } from './worlds.ts';

export interface Told {
  readonly world: World;
  readonly text: string;
  readonly evidence: readonly string[];
}

export type Plant =
  | 'wrong number'
  | 'wrong unit'
  | 'swapped thing'
  | 'invented name'
  | 'impossible order'
  | 'wrong series'
  | 'wrong direction'
  | 'wrong comparison'
  | 'wrong time';

export function tell(
  world: World,
  rows: readonly (readonly [text: string, ...evidence: string[]])[],
): readonly Told[] {
  return rows.map(([text, ...evidence]) => ({ world, text, evidence }));
}

export function plant(
  kind: Plant,
  world: World,
  rows: readonly (readonly [text: string, ...evidence: string[]])[],
): readonly (Told & { readonly kind: Plant })[] {
  return tell(world, rows).map((told) => ({ ...told, kind }));
}
