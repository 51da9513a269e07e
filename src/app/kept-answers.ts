import type { ModelUse } from '../domain/analysis.ts';
import type { Culprit, Hypothesis } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import { type Alias, fromAliased, type QuestionKeys, toAliased } from '../reasoning/cache.ts';
import { claimQuestion, isOpenQuestion, releaseQuestion } from '../storage/open-questions.ts';
import { type CachedAnswer, findAnswer, findKindredAnswer, saveAnswer } from '../storage/response-cache.ts';
import type { AppContext } from './context.ts';

/** An answer that was given before, in the names of the incident that it serves now. */
export interface KeptAnswer {
  readonly hypothesis: Hypothesis;
  readonly culprit: Culprit;
  readonly model: ModelUse;
  readonly ageMs: number;
  readonly incidentId: string;
}

interface StoredAnswer {
  readonly hypothesis: Hypothesis;
  readonly model: ModelUse;
  /** Missing in answers of earlier versions. */
  readonly culprit?: Culprit;
}

/** Whoever asks a question for longer than this is gone; whoever waits for the answer asks for it so often. */
const holdMs = 180_000;
const pollMs = 300;

function open(kept: CachedAnswer, aliases: readonly Alias[], nowMs: number): KeptAnswer {
  const text = fromAliased(kept.answer, aliases);
  const { hypothesis, model, culprit } = JSON.parse(text) as StoredAnswer;
  return {
    hypothesis,
    culprit: culprit ?? { service: null, change: null },
    model: { ...model, costUsd: 0, durationMs: 0 },
    ageMs: nowMs - kept.createdAtMs,
    incidentId: kept.incidentId,
  };
}

/** Names go into JSON texts, where a quotation mark has another form. */
function toJsonAliases(aliases: readonly Alias[]): readonly Alias[] {
  return aliases.map(({ placeholder, value }) => ({
    placeholder,
    value: JSON.stringify(value).slice(1, -1),
  }));
}

/** The answer to the very same question; null when there is none. */
export async function findKept(context: AppContext, keys: QuestionKeys): Promise<KeptAnswer | null> {
  const nowMs = context.clock.now();
  const kept = await findAnswer(context.db, keys.key, nowMs);
  return kept === null ? null : open(kept, toJsonAliases(keys.aliases), nowMs);
}

/** The newest answer to a question of the same kind, for when none can be had to this one. */
export async function findKindred(context: AppContext, keys: QuestionKeys): Promise<KeptAnswer | null> {
  const nowMs = context.clock.now();
  const kept = await findKindredAnswer(context.db, keys.situation, nowMs);
  return kept === null ? null : open(kept, toJsonAliases(keys.aliases), nowMs);
}

export async function keep(
  context: AppContext,
  keys: QuestionKeys,
  answer: StoredAnswer & { readonly incident: Incident },
): Promise<void> {
  const nowMs = context.clock.now();
  const text = JSON.stringify({
    hypothesis: answer.hypothesis,
    model: answer.model,
    culprit: answer.culprit,
  });
  await saveAnswer(context.db, {
    key: keys.key,
    situation: keys.situation,
    incidentId: answer.incident.id,
    answer: toAliased(text, toJsonAliases(keys.aliases)),
    createdAtMs: nowMs,
    expiresAtMs: nowMs + context.assembly().config.reasoning.cache_keep,
  });
}

/**
 * Lets one ask a question at a time, over all replicas. Whoever comes second waits until the first is done, and is told
 * to look for the answer (`waited`). If there is none, all who waited ask for themselves: were it one after the other, a
 * model that is down would hold up the last of them for hours. Whoever asks must call `release`.
 */
export async function takeTurn(
  context: AppContext,
  key: string,
  signal: AbortSignal,
): Promise<{ readonly waited: boolean; readonly release: () => Promise<void> }> {
  const { db, clock } = context;
  const holder = context.createId();
  const nowMs = clock.now();
  if (await claimQuestion(db, { key, holder, nowMs, untilMs: nowMs + holdMs }))
    return { waited: false, release: () => releaseQuestion(db, key, holder) };
  while (!signal.aborted && (await isOpenQuestion(db, key, clock.now())))
    await new Promise<void>((resolve) => clock.after(pollMs, resolve));
  return { waited: true, release: () => Promise.resolve() };
}
