import { RE2JS } from 're2js';
import { z } from 'zod';
import type { Labels } from '../../domain/labels.ts';
import { getJson } from '../http-json.ts';
import type { HttpSource } from '../http-source.ts';

const time = z.string().transform((text, context) => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) context.issues.push({ code: 'custom', message: 'expected a time', input: text });
  return ms;
});

const Alerts = z.array(
  z.object({
    fingerprint: z.string(),
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).default({}),
    startsAt: time,
    status: z.object({
      state: z.string(),
      silencedBy: z.array(z.string()).default([]),
      inhibitedBy: z.array(z.string()).default([]),
    }),
  }),
);

const Silences = z.array(
  z.object({
    id: z.string(),
    status: z.object({ state: z.string() }),
    startsAt: time,
    endsAt: time,
    createdBy: z.string().default(''),
    comment: z.string().default(''),
    matchers: z.array(
      z.object({
        name: z.string(),
        value: z.string(),
        isRegex: z.boolean(),
        isEqual: z.boolean().default(true),
      }),
    ),
  }),
);

export type HeldAlert = z.output<typeof Alerts>[number];
export type Silence = z.output<typeof Silences>[number];

/** What an Alertmanager holds now. https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export async function readAlertmanager(
  source: HttpSource,
  signal: AbortSignal,
): Promise<{ readonly alerts: readonly HeldAlert[]; readonly silences: readonly Silence[] }> {
  const query = new URLSearchParams({ active: 'true', silenced: 'true', inhibited: 'true' });
  const [alerts, silences] = await Promise.all([
    getJson(source, { path: '/api/v2/alerts', query, schema: Alerts, signal }),
    getJson(source, { path: '/api/v2/silences', query: new URLSearchParams(), schema: Silences, signal }),
  ]);
  return { alerts, silences };
}

function fits(pattern: string, value: string): boolean {
  try {
    return RE2JS.compile(pattern, RE2JS.DOTALL).matches(value);
  } catch {
    return false;
  }
}

/** Whether all matchers of a silence hold; a label that is missing counts as empty, as in Alertmanager. */
export function silences({ matchers }: Silence, labels: Labels): boolean {
  return matchers.every(({ name, value, isRegex, isEqual }) => {
    const own = labels[name] ?? '';
    return (isRegex ? fits(value, own) : own === value) === isEqual;
  });
}
