import type { ModelFailure, ModelUse, Rung } from '../domain/analysis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import type { Hypothesis } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import { formatDuration } from '../domain/time.ts';
import { askModels, type CallLedger, type ModelsAnswer } from '../reasoning/analyse.ts';
import { toCacheKey } from '../reasoning/cache.ts';
import type { Model } from '../reasoning/models/model.ts';
import { renderPrompt } from '../reasoning/prompt/render-prompt.ts';
import { decideModels } from '../redaction/decide-models.ts';
import { reserveCall, settleCall } from '../storage/model-calls.ts';
import { findAnswer, saveAnswer } from '../storage/response-cache.ts';
import type { AppContext } from './context.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

const refusals: Readonly<Record<'calls' | 'budget' | 'price_unknown', string>> = {
  calls: 'the limit of calls a minute is reached',
  budget: "the day's budget does not allow it",
  price_unknown: 'its price is not known, and there is a budget; set price in the configuration',
};

/** The ledger in the store, with the configured limits. A part of the budget is for critical incidents only. */
function createLedger(context: AppContext, incident: Incident): CallLedger {
  const { db, clock, metrics } = context;
  const modelOf = new Map<string, Model>();
  return {
    reserve: async (model, estimateUsd) => {
      const id = context.createId();
      const { max_calls_per_minute: limit, budget } = context.assembly().config.reasoning;
      const share = incident.severity === 'critical' ? 1 : 1 - (budget?.reserve_for_critical ?? 0);
      const outcome = await reserveCall(db, {
        id,
        incidentId: incident.id,
        model: model.name,
        nowMs: clock.now(),
        limit,
        windowMs: minuteMs,
        estimateUsd,
        budgetUsd: budget === undefined ? null : budget.usd_per_day * share,
        budgetWindowMs: dayMs,
      });
      if (!outcome.ok)
        return { ok: false, reason: refusals[outcome.reason], next: outcome.reason !== 'calls' };
      modelOf.set(id, model);
      return { ok: true, id };
    },
    settle: async (id, { outcome, usage, costUsd }) => {
      await settleCall(db, id, { outcome, nowMs: clock.now(), ...usage, costUsd });
      const model = modelOf.get(id)?.name ?? 'unknown';
      metrics.modelCalls.inc({ model, outcome });
      metrics.modelTokens.inc({ model, kind: 'input' }, usage.inputTokens);
      metrics.modelTokens.inc({ model, kind: 'cached_input' }, usage.cachedInputTokens);
      metrics.modelTokens.inc({ model, kind: 'output' }, usage.outputTokens);
      if (costUsd !== null) metrics.modelCost.inc({ model }, costUsd);
    },
  };
}

/** What the models said, or why there is nothing from them. */
export interface Explained {
  readonly rung: Rung;
  readonly rungReason: string | null;
  /** Null: code has to explain. */
  readonly hypothesis: Hypothesis | null;
  readonly model: ModelUse | null;
  readonly failures: readonly ModelFailure[];
}

/** `full` is the first model's answer; another model's is the cheaper rung; without one, code explains alone. */
function toExplained(answer: ModelsAnswer, models: readonly Model[], barred: string | null): Explained {
  const { failures } = answer;
  if (!answer.ok) {
    const why = answer.failures.length === 0 ? barred : null;
    return {
      rung: 'deterministic',
      rungReason: why ?? answer.reason,
      hypothesis: null,
      model: null,
      failures,
    };
  }
  const { hypothesis, use: model } = answer;
  if (model.name === models[0]?.name) return { rung: 'full', rungReason: null, hypothesis, model, failures };
  const rungReason = failures.at(-1)?.message ?? barred ?? 'the first model was not asked';
  return { rung: 'economy', rungReason, hypothesis, model, failures };
}

/** Asks the models, unless the very same question was answered a short while ago. */
export async function explain(
  context: AppContext,
  incident: Incident,
  stage: {
    /** The incident before it was redacted: policies go by what its labels really say. */
    readonly unredacted: Incident;
    readonly evidence: readonly EvidenceItem[];
    readonly findings: readonly Finding[];
    readonly signal: AbortSignal;
  },
): Promise<Explained> {
  const { clock, db } = context;
  const { config, models: configured, template } = context.assembly();
  const { models, barred } = decideModels(config.redaction.policies, stage.unredacted, configured);
  const { evidence, findings, signal } = stage;
  const ttlMs = config.reasoning.cache_ttl;
  const key = toCacheKey({ incident, evidence, models, template });
  const cached = models.length === 0 || ttlMs === 0 ? null : await findAnswer(db, key, clock.now());
  if (cached !== null) {
    const { hypothesis, model } = JSON.parse(cached.answer) as { hypothesis: Hypothesis; model: ModelUse };
    const age = formatDuration(clock.now() - cached.createdAtMs);
    const rungReason = `the same question was answered ${age} ago, for incident ${cached.incidentId}`;
    return {
      rung: 'cached',
      rungReason,
      hypothesis,
      model: { ...model, costUsd: 0, durationMs: 0 },
      failures: [],
    };
  }
  const prompt = renderPrompt(template, { incident, evidence, findings, nowMs: clock.now() });
  const ledger = createLedger(context, incident);
  const answer = await askModels({ models, template, prompt, ledger, clock, signal });
  const explained = toExplained(answer, configured, barred);
  if (explained.hypothesis !== null && ttlMs > 0) {
    await saveAnswer(db, {
      key,
      incidentId: incident.id,
      answer: JSON.stringify({ hypothesis: explained.hypothesis, model: explained.model }),
      createdAtMs: clock.now(),
      expiresAtMs: clock.now() + ttlMs,
    });
  }
  return explained;
}
