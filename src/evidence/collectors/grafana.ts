import { z } from 'zod';
import { duration, httpUrl, secret } from '../../config/fields.ts';
import { noObservations, type ObservedChange } from '../../domain/observation.ts';
import { toChangeDrafts } from '../change-drafts.ts';
import type { CollectorAdapter } from '../collector.ts';
import { getJson } from '../http-json.ts';
import { createHttpSource, credentialOptions, queryTimeout } from '../http-source.ts';

const Config = z.strictObject({
  url: httpUrl('Address of Grafana, with its path prefix if it has one.'),
  ...credentialOptions,
  bearer_token: secret('Token of a service account that may read annotations.').optional(),
  tags: z
    .array(z.string())
    .default([])
    .meta({ description: 'Only annotations that have all of these tags.' }),
  window: duration('How far before the start of an alert annotations are looked at.').prefault('24h'),
  timeout: queryTimeout,
});

/** https://grafana.com/docs/grafana/latest/developers/http_api/annotations/ */
const Annotations = z.array(
  z.object({
    id: z.number(),
    alertId: z.number().nullish(),
    time: z.number(),
    login: z.string().nullish(),
    text: z.string().default(''),
    tags: z.array(z.string()).nullish(),
  }),
);

const mostRead = 500;
const summaryCharacters = 300;

/** Words in tags that say what kind of change an annotation tells of. */
const kindsOfTags: readonly (readonly [words: RegExp, kind: string])[] = [
  [/^(?:deploy|deployment|release|rollout)s?$/i, 'deploy'],
  [/^rollback$/i, 'rollback'],
  [/^(?:flag|feature[-_ ]?flag)s?$/i, 'flag'],
  [/^(?:config|configuration)$/i, 'config'],
  [/^(?:scale|scaling|autoscal(?:e|ing))$/i, 'scale'],
];

/** `service:checkout` or `service=checkout` among the tags. */
function tagValue(tags: readonly string[], names: readonly string[]): string | null {
  for (const tag of tags) {
    const [, name = '', value = ''] = /^([^:=]+)[:=](.+)$/.exec(tag) ?? [];
    if (names.includes(name.toLowerCase())) return value.trim();
  }
  return null;
}

function toObserved(source: string, annotation: z.output<typeof Annotations>[number]): ObservedChange {
  const tags = annotation.tags ?? [];
  const kind = kindsOfTags.find(([words]) => tags.some((tag) => words.test(tag)))?.[1] ?? 'annotation';
  const text = annotation.text
    .replaceAll(/<[^>]{0,200}>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return {
    key: `${source}:change:${annotation.id}`,
    id: String(annotation.id),
    timeMs: annotation.time,
    kind,
    service: tagValue(tags, ['service', 'app', 'component']),
    version: tagValue(tags, ['version', 'tag']),
    author: annotation.login || null,
    summary: text.slice(0, summaryCharacters) || tags.join(', ') || null,
    files: [],
    diff: null,
  };
}

/** Annotations of Grafana: what people and pipelines marked on their dashboards. Those of alerts are left out. */
export const grafana: CollectorAdapter<typeof Config> = {
  id: 'grafana',
  Config,
  create: (name, config, deps) => {
    const source = createHttpSource(name, config, deps);
    return {
      name,
      type: 'grafana',
      topics: ['changes'],
      collect: async ({ incident, range: { toMs }, signal }) => {
        const range = { fromMs: incident.startedAtMs - config.window, toMs };
        const query = new URLSearchParams({
          from: String(range.fromMs),
          to: String(range.toMs),
          limit: String(mostRead),
        });
        for (const tag of config.tags) query.append('tags', tag);
        const annotations = await getJson(source, {
          path: '/api/annotations',
          query,
          schema: Annotations,
          signal,
        });
        const observed = annotations.filter(({ alertId }) => !alertId).map((one) => toObserved(name, one));
        return {
          drafts: toChangeDrafts(name, observed, { incident, range }).map((draft) => ({
            ...draft,
            query: `/api/annotations?${query}`,
          })),
          observations: { ...noObservations, changes: observed },
        };
      },
    };
  },
};
