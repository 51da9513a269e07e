import { z } from 'zod';
import { duration, secret } from '../../config/fields.ts';
import { toAppError } from '../../domain/errors.ts';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import { noObservations } from '../../domain/observation.ts';
import type { CollectorAdapter } from '../collector.ts';
import { emptyDraft } from '../drafts.ts';
import { fetchRunbook } from '../runbooks/fetch-runbook.ts';
import { createFolderIndex } from '../runbooks/folder-index.ts';
import { type RunbookItem, toRunbookDraft, toSectionDrafts } from '../runbooks/runbook-draft.ts';

const Config = z.strictObject({
  folders: z.array(z.string().min(1)).default([]).meta({
    description: 'Folders with Markdown pages, one for each alert, or with headings named like alerts.',
  }),
  hosts: z
    .array(z.string().regex(/^[a-z0-9.-]+(?::\d{1,5})?$/, 'expected a host such as wiki.example.com'))
    .default([])
    .meta({
      description:
        'Hosts from which the page of a runbook_url may be read. No other host is ever asked, redirects are not followed.',
    }),
  bearer_token: secret('Token sent to these hosts as "Authorization: Bearer …".').optional(),
  max_bytes: z
    .int()
    .min(1000)
    .max(5_000_000)
    .default(500_000)
    .meta({ description: 'Larger pages are not read.' }),
  timeout: duration('How long reading a page may take.').prefault('3s'),
});

/** Alerts of a group with names of their own that are looked up. */
const mostNames = 3;

interface WantedPage {
  readonly alertName: string;
  readonly url: URL | null;
}

/** The distinct alerts of an incident, with the pages that they name. */
function listWanted({ alerts, alertName }: Incident): readonly WantedPage[] {
  const wanted = new Map<string, WantedPage>();
  for (const { labels, annotations } of alerts) {
    const name = labels['alertname'] ?? alertName;
    const given = annotations['runbook_url'] ?? annotations['runbook'] ?? '';
    const url = URL.parse(given);
    if (!wanted.has(name)) wanted.set(name, { alertName: name, url });
  }
  return [...wanted.values()].slice(0, mostNames);
}

/** The last name in a URL: `…/kubernetes/kubepodcrashlooping`, `…/runbook.md#alert-name-kubepodcrashlooping`. */
function nameInUrl(url: URL): string {
  const fragment = url.hash.slice(1).replace(/^alert-?name-?/, '');
  return fragment || (url.pathname.split('/').filter(Boolean).at(-1) ?? '').replace(/\.(?:md|html?)$/, '');
}

function toDraft(item: RunbookItem | null): EvidenceDraft | null {
  return item === null ? null : toRunbookDraft(item);
}

/** Runbooks: information for people and models, never instructions to either. */
export const runbooks: CollectorAdapter<typeof Config> = {
  id: 'runbooks',
  Config,
  create: (name, config, deps) => {
    const index = createFolderIndex(config.folders, { clock: deps.clock, maxBytes: config.max_bytes });
    const base = { ...emptyDraft(name, 'runbook'), kind: 'runbook' as const };

    async function fromUrl({ alertName, url }: WantedPage, signal: AbortSignal): Promise<RunbookItem | null> {
      if (url === null || !config.hosts.includes(url.host)) return null;
      const sections = await fetchRunbook(url, alertName, {
        name,
        fetch: deps.fetch,
        timeoutMs: config.timeout,
        maxBytes: config.max_bytes,
        token: config.bearer_token,
        signal,
      });
      const because = 'the alert names this page';
      return { source: name, alertName, place: url.href, sections, because };
    }

    async function fromFolders({ alertName, url }: WantedPage): Promise<RunbookItem | null> {
      const pages = await index();
      const named = pages.find(alertName);
      const linked = named === null && url !== null ? pages.find(nameInUrl(url)) : null;
      const found = named ?? (linked?.by === 'name' ? linked : null);
      if (found === null) return null;
      const because =
        found.by === 'name'
          ? 'the page has the name of the alert'
          : 'the words of its name are those of the page';
      return { source: name, alertName, place: found.runbook.place, sections: found.sections, because };
    }

    async function findOne(page: WantedPage, signal: AbortSignal): Promise<readonly EvidenceDraft[]> {
      const title = `runbook ${page.alertName}`;
      const failed = (thrown: unknown): EvidenceDraft => ({
        ...base,
        title,
        status: 'unavailable',
        query: page.url?.href ?? null,
        reason: toAppError(thrown).message,
      });
      const [linked, local] = await Promise.all([
        fromUrl(page, signal).then(toDraft, failed),
        fromFolders(page).then(toDraft, failed),
      ]);
      if (linked?.status === 'observed') return [linked];
      const rest = [linked, local].filter((draft) => draft !== null);
      if (rest.length > 0) return rest;
      if (page.url === null) return [{ ...base, title, reason: 'no page is about this alert' }];
      const reason = `pages of ${page.url.host} are not read: add it to hosts`;
      return [{ ...base, title, status: 'not_configured', query: page.url.href, reason }];
    }

    return {
      name,
      type: 'runbooks',
      topics: ['runbooks'],
      findSections: async ({ incident, heading, signal }) => {
        const pages = listWanted(incident).flatMap((page) => [fromUrl(page, signal), fromFolders(page)]);
        const found = (await Promise.all(pages)).filter((item) => item !== null);
        return found.flatMap((item) => toSectionDrafts(item, heading));
      },
      collect: async ({ incident, signal }) => ({
        drafts: (await Promise.all(listWanted(incident).map((page) => findOne(page, signal)))).flat(),
        observations: noObservations,
      }),
    };
  },
};
