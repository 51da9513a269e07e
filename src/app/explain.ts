import type { ModelFailure, ModelUse, Rung } from '../domain/analysis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Culprit, Hypothesis } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import { formatDuration } from '../domain/time.ts';
import type { ModelsAnswer } from '../reasoning/analyse.ts';
import { type QuestionKeys, toQuestionKeys } from '../reasoning/cache.ts';
import { type AskingRules, decideAsking } from '../reasoning/decide-asking.ts';
import type { Model } from '../reasoning/models/model.ts';
import { decideModels } from '../redaction/decide-models.ts';
import { countOpenedSince } from '../storage/incidents.ts';
import { askWithQuestions, type Case } from './ask-back.ts';
import { createLedger } from './call-ledger.ts';
import type { AppContext } from './context.ts';
import { findKept, findKindred, type KeptAnswer, keep, takeTurn } from './kept-answers.ts';

/** What the models said, or why there is nothing from them. */
export interface Explained {
  readonly rung: Rung;
  readonly rungReason: string | null;
  /** Null: code has to explain. */
  readonly hypothesis: Hypothesis | null;
  readonly model: ModelUse | null;
  readonly culprit: Culprit | null;
  readonly failures: readonly ModelFailure[];
  /** What they were told, with what they asked for. */
  readonly evidence: readonly EvidenceItem[];
}

type Answered = Omit<Explained, 'evidence'>;

function withoutModel(rungReason: string, failures: readonly ModelFailure[] = []): Answered {
  return { rung: 'deterministic', rungReason, hypothesis: null, model: null, culprit: null, failures };
}

/** `full` is the first model's answer; another model's is the cheaper rung; without one, code explains alone. */
function toAnswered(answer: ModelsAnswer, models: readonly Model[], barred: string | null): Answered {
  const { failures } = answer;
  if (!answer.ok) return withoutModel((failures.length === 0 ? barred : null) ?? answer.reason, failures);
  const { hypothesis, culprit, use: model } = answer;
  const said = { hypothesis, model, culprit, failures };
  if (model.name === models[0]?.name) return { rung: 'full', rungReason: null, ...said };
  const rungReason = failures.at(-1)?.message ?? barred ?? 'the first model was not asked';
  return { rung: 'economy', rungReason, ...said };
}

function toCached(kept: KeptAnswer, why: string, failures: readonly ModelFailure[] = []): Answered {
  const { hypothesis, model, culprit, ageMs, incidentId } = kept;
  const rungReason = `${why} ${formatDuration(ageMs)} ago, for incident ${incidentId}`;
  return { rung: 'cached', rungReason, hypothesis, model, culprit, failures };
}

const sameQuestion = 'the same question was answered';

/** The ladder below the models: where a limit forbids to ask, an answer to a question of the same kind is better than none. */
async function orKindred(context: AppContext, keys: QuestionKeys, answered: Answered): Promise<Answered> {
  if (answered.failures.at(-1)?.code !== 'budget_exhausted') return answered;
  const kept = await findKindred(context, keys);
  if (kept === null) return answered;
  return toCached(
    kept,
    `${answered.rungReason ?? ''}; a question of the same kind was answered`,
    answered.failures,
  );
}

function toRules({ config }: ReturnType<AppContext['assembly']>): AskingRules {
  const { below, quiet_hours: quiet, flapping, noise } = config.reasoning.skip;
  return {
    below: below ?? null,
    quietHours:
      quiet === undefined
        ? null
        : {
            fromMinute: quiet.from,
            toMinute: quiet.to,
            utcOffsetMinutes: quiet.utc_offset,
            below: quiet.below,
          },
    flapping: { times: flapping.times, withinMs: flapping.within },
    noise,
  };
}

/** Why no model is asked, with the answer that serves instead where there is one; null when one is to be asked. */
async function decideNotToAsk(
  context: AppContext,
  incident: Incident,
  kept: KeptAnswer | null,
): Promise<Answered | null> {
  const { clock, db } = context;
  const rules = toRules(context.assembly());
  const sinceMs = clock.now() - rules.flapping.withinMs;
  const own = kept !== null && [incident.id, incident.previousId].includes(kept.incidentId);
  const decision = decideAsking({
    incident,
    rules,
    firedTimes: await countOpenedSince(db, incident.groupKey, sinceMs),
    explainedAgoMs: own ? kept.ageMs : null,
    nowMs: clock.now(),
  });
  if (decision.ask) return null;
  context.metrics.notAsked.inc({ because: decision.because });
  if (decision.because !== 'nothing_new' || kept === null) return withoutModel(decision.reason);
  return { ...toCached(kept, sameQuestion), rungReason: decision.reason };
}

/** Asks the models, unless there is a reason not to, or the very same question was answered a short while ago. */
export async function explain(context: AppContext, about: Case, signal: AbortSignal): Promise<Explained> {
  const { incident, unredacted, evidence, diagnosis } = about;
  const { clock } = context;
  const { config, models: configured, templateFor } = context.assembly();
  const { models, barred } = decideModels(config.redaction.policies, unredacted, configured);
  const template = templateFor(unredacted);
  const { cache_ttl: ttlMs } = config.reasoning;
  const { emails, ip_addresses } = config.redaction;
  const dataClass = [barred ?? 'all models', emails, ip_addresses].join(' ');
  const keys = toQuestionKeys({ incident, evidence, diagnosis, models, template, dataClass });
  const reuse = models.length > 0 && ttlMs > 0;
  const kept = reuse ? await findKept(context, keys) : null;

  const notAsked = models.length === 0 ? null : await decideNotToAsk(context, unredacted, kept);
  if (notAsked !== null) return { ...notAsked, evidence };
  if (kept !== null && kept.ageMs <= ttlMs) return { ...toCached(kept, sameQuestion), evidence };

  const turn = reuse ? await takeTurn(context, keys.key, signal) : null;
  try {
    const meanwhile = turn?.waited === true ? await findKept(context, keys) : null;
    if (meanwhile !== null) return { ...toCached(meanwhile, sameQuestion), evidence };
    const ledger = createLedger(context, { incident, unredacted, template, signal });
    const asked = await askWithQuestions(context, about, { models, template, ledger, clock, signal });
    const answered = toAnswered(asked.answer, configured, barred);
    if (!reuse) return { ...answered, evidence: asked.evidence };
    const { hypothesis, model, culprit } = answered;
    if (hypothesis === null || model === null || culprit === null)
      return { ...(await orKindred(context, keys, answered)), evidence };
    // What was asked back is evidence of this incident only: no other one could check it.
    if (asked.evidence.length === evidence.length)
      await keep(context, keys, { incident, hypothesis, model, culprit });
    return { ...answered, evidence: asked.evidence };
  } finally {
    await turn?.release();
  }
}
