import type { Incident } from '../domain/incident.ts';
import type { CallLedger, CallRequest, Reservation } from '../reasoning/analyse.ts';
import type { PromptTemplate } from '../reasoning/prompt/load-prompt.ts';
import { type ReservationOutcome, reserveCall, settleCall } from '../storage/model-calls.ts';
import type { AppContext } from './context.ts';
import { listParts, listSpendLimits, scaleLimits } from './spend-limits.ts';

const minuteMs = 60_000;
/** A call that was reserved so long ago and never settled belongs to a process that is gone. */
const runningMs = 10 * minuteMs;
/** How long a call waits for another one to be over, and how often it looks. */
const waitMs = 30_000;
const waitPollMs = 250;

type Refusal = Extract<ReservationOutcome, { ok: false }>;

function describeRefusal(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'calls':
      return 'the limit of calls a minute is reached';
    case 'running':
      return 'as many calls as may run at a time are running';
    case 'tokens':
      return 'the tokens for one incident are used up';
    case 'price_unknown':
      return 'its price is not known, and there is a budget; set price in the configuration';
    case 'budget':
      return `${refusal.limit.name} does not allow it`;
  }
}

export interface LedgerOptions {
  readonly incident: Incident;
  /** The incident before it was redacted: budgets go by what its labels really say. */
  readonly unredacted: Incident;
  readonly template: PromptTemplate;
  readonly signal: AbortSignal;
}

/** The ledger in the store, with the configured limits. A part of everything is for critical incidents only. */
export function createLedger(context: AppContext, options: LedgerOptions): CallLedger {
  const { db, clock, metrics } = context;
  const { incident, unredacted, template, signal } = options;
  const nameOf = new Map<string, string>();

  async function reserveOnce(
    id: string,
    request: CallRequest,
  ): Promise<Reservation & { readonly wait?: true }> {
    const { reasoning } = context.assembly().config;
    const { budget } = reasoning;
    const share = incident.severity === 'critical' ? 1 : 1 - (budget?.reserve_for_critical ?? 0);
    const economy = request.cheaperFollows ? (budget?.economy_above ?? 1) : 1;
    const limits = listSpendLimits(budget, unredacted);
    const outcome = await reserveCall(db, {
      id,
      incidentId: incident.id,
      alertName: incident.alertName,
      model: request.model.name,
      providerModel: request.model.model,
      prompt: { id: template.id, version: template.version },
      nowMs: clock.now(),
      limit: Math.ceil(reasoning.max_calls_per_minute * share),
      windowMs: minuteMs,
      maxConcurrent: reasoning.max_concurrent_calls,
      runningMs,
      estimateTokens: request.estimateTokens,
      maxTokensPerIncident: reasoning.max_tokens_per_incident,
      estimateUsd: request.estimateUsd,
      limits: scaleLimits(limits, share * economy),
      parts: listParts(budget, unredacted),
    });
    if (outcome.ok) return { ok: true, id };
    const next = outcome.reason === 'budget' || outcome.reason === 'price_unknown';
    if (outcome.reason === 'budget' && economy < 1) {
      const near = `${Math.round(economy * 100)} % of ${outcome.limit.name} is spent`;
      return { ok: false, reason: `${near}, a cheaper model is asked`, next };
    }
    const reason = describeRefusal(outcome);
    return outcome.reason === 'running'
      ? { ok: false, reason, next, wait: true }
      : { ok: false, reason, next };
  }

  return {
    reserve: async (request) => {
      const id = context.createId();
      const untilMs = clock.now() + waitMs;
      let reservation = await reserveOnce(id, request);
      while (reservation.wait === true && clock.now() < untilMs && !signal.aborted) {
        await new Promise<void>((resolve) => clock.after(waitPollMs, resolve));
        reservation = await reserveOnce(id, request);
      }
      if (reservation.ok) nameOf.set(id, request.model.name);
      else metrics.modelRefusals.inc({ model: request.model.name });
      return reservation;
    },
    settle: async (id, { outcome, usage, costUsd }) => {
      await settleCall(db, id, { outcome, nowMs: clock.now(), ...usage, costUsd });
      const model = nameOf.get(id) ?? 'unknown';
      metrics.modelCalls.inc({ model, outcome });
      metrics.modelTokens.inc({ model, kind: 'input' }, usage.inputTokens);
      metrics.modelTokens.inc({ model, kind: 'cached_input' }, usage.cachedInputTokens);
      metrics.modelTokens.inc({ model, kind: 'output' }, usage.outputTokens);
      if (costUsd !== null) metrics.modelCost.inc({ model }, costUsd);
    },
  };
}
