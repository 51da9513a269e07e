import { z } from 'zod';
import type { EvidenceDraft } from '../../domain/evidence.ts';
import type { Incident } from '../../domain/incident.ts';
import { createBundleSource } from '../bundle/bundle-source.ts';
import { type Bundle, readBundle } from '../bundle/read-bundle.ts';
import { toObservations } from '../bundle/to-observations.ts';
import { toChangeDrafts } from '../change-drafts.ts';
import { collectMetrics } from '../collect-metrics.ts';
import type { CollectorAdapter, EvidenceTopic, SectionRequest } from '../collector.ts';
import { emptyDraft } from '../drafts.ts';
import { toLogDrafts } from '../log-drafts.ts';
import { indexRunbooks, type RunbookIndex } from '../runbooks/find-runbook.ts';
import { type RunbookItem, toRunbookDraft, toSectionDrafts } from '../runbooks/runbook-draft.ts';

const Config = z.strictObject({
  path: z.string().min(1).meta({ description: 'Folder of an incident bundle.' }),
});

function listTopics(bundle: Bundle): readonly EvidenceTopic[] {
  return [
    ...(bundle.series === null ? [] : (['metrics'] as const)),
    ...(bundle.logs === null ? [] : (['logs'] as const)),
    ...(bundle.changes === null ? [] : (['changes'] as const)),
    ...(bundle.runbooks === null ? [] : (['runbooks'] as const)),
    ...(bundle.spans === null ? [] : (['traces'] as const)),
    ...(bundle.dependencies === null ? [] : (['topology'] as const)),
  ];
}

function findPage(pages: RunbookIndex, source: string, { alertName }: Incident): RunbookItem | null {
  const found = pages.find(alertName);
  if (found === null) return null;
  const { runbook, sections } = found;
  const because = 'the page has the name of the alert';
  return { source, alertName, place: `runbooks/${runbook.place}`, sections, because };
}

function findPages(pages: RunbookIndex, source: string, incident: Incident): readonly EvidenceDraft[] {
  const page = findPage(pages, source, incident);
  if (page !== null) return [toRunbookDraft(page)];
  return [{ ...emptyDraft(source, 'runbook'), kind: 'runbook', reason: 'no page is about this alert' }];
}

/** Everything from an incident bundle on disk, through the same path as live sources. */
export const bundle: CollectorAdapter<typeof Config> = {
  id: 'bundle',
  Config,
  create: (name, config) => {
    const content = readBundle(config.path);
    const observed = toObservations(content, name);
    const pages = content.runbooks === null ? null : indexRunbooks(content.runbooks);
    return {
      name,
      type: 'bundle',
      topics: listTopics(content),
      ...(content.series === null ? {} : { metrics: createBundleSource(content.series) }),
      ...(pages === null
        ? {}
        : {
            findSections: async ({ incident, heading }: SectionRequest) => {
              const page = findPage(pages, name, incident);
              return page === null ? [] : toSectionDrafts(page, heading);
            },
          }),
      edges: () => Promise.resolve(observed.edges),
      collect: async (request) => ({
        drafts: [
          ...(content.series === null
            ? []
            : (await collectMetrics(createBundleSource(content.series), name, request)).drafts),
          ...(content.changes === null ? [] : toChangeDrafts(name, observed.changes, request)),
          ...(content.logs === null ? [] : toLogDrafts(name, observed.logs, request)),
          ...(pages === null ? [] : findPages(pages, name, request.incident)),
        ],
        observations: observed,
      }),
    };
  },
};
