import type { z } from 'zod';
import { getJson } from '../http-json.ts';
import type { HttpSource } from '../http-source.ts';
import { listOf } from './objects.ts';

/** Read-only access to a cluster: `get` and `list`, nothing else, and never a Secret. */
export interface Cluster {
  readonly get: <Item extends z.ZodType>(path: string, schema: Item) => Promise<z.output<Item>>;
  readonly list: <Item extends z.ZodType>(
    path: string,
    schema: Item,
    selectors?: Readonly<Record<string, string>>,
  ) => Promise<readonly z.output<Item>[]>;
}

/** Objects read of one kind and namespace: more of them explain nothing. */
const mostListed = '500';

export function createCluster(source: HttpSource, signal: AbortSignal): Cluster {
  return {
    get: (path, schema) => getJson(source, { path, query: new URLSearchParams(), schema, signal }),
    list: async (path, schema, selectors = {}) => {
      const query = new URLSearchParams({ ...selectors, limit: mostListed });
      const { items } = await getJson(source, { path, query, schema: listOf(schema), signal });
      return items as readonly z.output<typeof schema>[];
    },
  };
}

/** `app=checkout,tier=web` */
export function toSelector(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
