import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secret.ts';
import { type HttpRequest, sendJson } from '../http.ts';
import { toBadAnswerError, toStatusError } from '../http-errors.ts';

/** PagerDuty's REST API, of which we use three calls: https://developer.pagerduty.com/api-reference */

export interface PagerDutyRestOptions {
  readonly token: Secret;
  /** A PagerDuty user in whose name notes are written. */
  readonly fromEmail: string;
  readonly url: string;
}

type Base = Pick<HttpRequest, 'notifier' | 'signal' | 'timeoutMs' | 'deps'>;

const Incidents = z.object({
  incidents: z.array(z.object({ id: z.string(), incident_number: z.number(), status: z.string() })),
});
const Notes = z.object({ notes: z.array(z.object({ content: z.string() })) });

interface PagerDutyIncident {
  readonly id: string;
  readonly resolved: boolean;
}

export interface PagerDutyRest {
  /** The latest incident with this key. Throws, to be tried again, while PagerDuty has not made it yet. */
  readonly findIncident: (dedupKey: string) => Promise<PagerDutyIncident>;
  /** Adds a note, unless one that holds `mark` is there already. */
  readonly addNoteOnce: (incidentId: string, note: { content: string; mark: string }) => Promise<void>;
}

const vendor = 'the REST API of PagerDuty';

export function createPagerDutyRest(options: PagerDutyRestOptions, base: Base): PagerDutyRest {
  const { notifier } = base;

  async function call(method: 'GET' | 'POST', path: string, body: unknown): Promise<unknown> {
    const reply = await sendJson({
      ...base,
      vendor,
      method,
      url: `${options.url}${path}`,
      headers: {
        accept: 'application/vnd.pagerduty+json;version=2',
        authorization: `Token token=${options.token.reveal()}`,
        from: options.fromEmail,
      },
      body,
    });
    if (!reply.ok) throw toStatusError({ ...reply, vendor, notifier, detail: null });
    try {
      return JSON.parse(reply.text);
    } catch {
      throw toBadAnswerError({ vendor, notifier }, reply.status);
    }
  }

  async function read<T>(schema: z.ZodType<T>, path: string): Promise<T> {
    const parsed = schema.safeParse(await call('GET', path, null));
    if (!parsed.success) throw toBadAnswerError({ vendor, notifier }, 200);
    return parsed.data;
  }

  return {
    findIncident: async (dedupKey) => {
      const query = new URLSearchParams({ incident_key: dedupKey, sort_by: 'created_at:desc' });
      const { incidents } = await read(Incidents, `/incidents?${query}`);
      const latest = incidents.toSorted((a, b) => b.incident_number - a.incident_number)[0];
      if (latest !== undefined) return { id: latest.id, resolved: latest.status === 'resolved' };
      throw new AppError({
        code: 'notifier_unreachable',
        message: 'PagerDuty has no incident for this alert yet; the note is tried again',
        context: { notifier },
      });
    },
    addNoteOnce: async (incidentId, { content, mark }) => {
      const path = `/incidents/${encodeURIComponent(incidentId)}/notes`;
      const { notes } = await read(Notes, path);
      if (notes.some((note) => note.content.includes(mark))) return;
      await call('POST', path, { note: { content } });
    },
  };
}
