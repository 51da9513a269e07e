import type { WebhookEvent } from '../../src/notification/webhook/webhook-body.ts';
import type { NumberedBody } from './numbered-alerts.ts';

/** What the notifier's vendor accepted. Times are of one monotonic clock. */
export interface Post {
  readonly incidentId: string;
  readonly groupKey: string;
  readonly event: WebhookEvent;
  readonly revision: number;
  readonly state: 'firing' | 'resolved';
  readonly atMs: number;
}

/** In between, what a vendor accepted may not have come to our store. */
export interface Crash {
  readonly fromMs: number;
  /** The process is gone, or the store is back. */
  readonly toMs: number;
}

export interface Trial {
  /** Bodies that were answered with 2xx. */
  readonly accepted: readonly NumberedBody[];
  /** The ids of the bodies in the store, after the end. */
  readonly stored: ReadonlySet<string>;
  readonly posts: readonly Post[];
  readonly crashes: readonly Crash[];
  /** When one that was stopped went on: it ends what it was in the middle of. */
  readonly resumesMs?: readonly number[];
}

export interface Verdict {
  readonly accepted: number;
  /** Each with what is wrong about it. */
  readonly lost: readonly string[];
  readonly duplicates: number;
  /** Duplicates that no crash between the vendor's accept and our commit explains. */
  readonly unexplained: readonly string[];
}

/** Longer than a commit takes on a busy machine, much shorter than the time between most crashes and most posts. */
const commitWithinMs = 1500;
/** A request may still be in the vendor's socket when its sender is gone. */
const inFlightMs = 250;

/** News is told once; only an update may come more than once, for another revision each. */
function newsOf(post: Post): string {
  const revision = post.event === 'updated' ? `/${post.revision}` : '';
  return `${post.incidentId}/${post.event}${revision}`;
}

/** Accepted bodies whose news the notifier has not been told, as it stands now. */
export function findUntold(accepted: readonly NumberedBody[], posts: readonly Post[]): readonly string[] {
  const told = new Map<string, Set<string>>();
  for (const { groupKey, state } of posts) {
    told.set(groupKey, (told.get(groupKey) ?? new Set()).add(state));
  }
  return accepted
    .filter(({ groupKey, status }) => {
      const states = told.get(groupKey);
      return states === undefined || (status === 'resolved' && !states.has('resolved'));
    })
    .map(({ bodyId }) => bodyId);
}

function isExplained(first: Post, second: Post, { crashes, resumesMs = [] }: Trial): boolean {
  const resumed = resumesMs.some((atMs) => second.atMs >= atMs && second.atMs - atMs < commitWithinMs);
  if (resumed) return true;
  return crashes.some(
    ({ fromMs, toMs }) =>
      first.atMs > fromMs - commitWithinMs && first.atMs < toMs + inFlightMs && second.atMs >= fromMs,
  );
}

/**
 * Holds a run against P1 and P8: what was answered with 2xx is in the store and was told, and nothing was told twice
 * but for a crash between the vendor's accept and our commit.
 */
export function judge(trial: Trial): Verdict {
  const { accepted, stored, posts } = trial;
  const unstored = accepted.filter(({ bodyId }) => !stored.has(bodyId)).map(({ bodyId }) => bodyId);
  const seen = new Map<string, Post>();
  const unexplained: string[] = [];
  let duplicates = 0;
  for (const post of posts) {
    const first = seen.get(newsOf(post));
    seen.set(newsOf(post), post);
    if (first === undefined) continue;
    duplicates++;
    if (!isExplained(first, post, trial)) {
      unexplained.push(`${newsOf(post)} of ${post.groupKey}, ${Math.round(post.atMs - first.atMs)} ms later`);
    }
  }
  return {
    accepted: accepted.length,
    lost: [
      ...unstored.map((id) => `${id}: not in the store`),
      ...findUntold(accepted, posts).map((id) => `${id}: not told`),
    ],
    duplicates,
    unexplained,
  };
}
