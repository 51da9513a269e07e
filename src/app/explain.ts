import type { ModelFailure, ModelUse, Rung } from '../domain/analysis.ts';
import type { EvidenceItem } from '../domain/evidence.ts';
import type { Finding } from '../domain/finding.ts';
import type { Hypothesis } from '../domain/hypothesis.ts';
import type { Incident } from '../domain/incident.ts';
import { formatDuration } from '../domain/time.ts';
import { askModels, type ModelsAnswer } from '../reasoning/analyse.ts';
import { toCacheKey } from '../reasoning/cache.ts';
import type { Model } from '../reasoning/models/model.ts';
import { renderPrompt } from '../reasoning/prompt/render-prompt.ts';
import { decideModels } from '../redaction/decide-models.ts';
import { findAnswer, saveAnswer } from '../storage/response-cache.ts';
import { createLedger } from './call-ledger.ts';
import type { AppContext } from './context.ts';

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
  const ledger = createLedger(context, { incident, unredacted: stage.unredacted, template, signal });
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
