import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Everything that `/metrics` tells. Names follow https://prometheus.io/docs/practices/naming/ */
export function createMetrics(version: string) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const prefix = 'llm_alert_bridge';
  new Gauge({
    name: `${prefix}_build_info`,
    help: 'Always 1; the labels say what runs.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.version }, 1);
  return {
    registry,
    webhooks: new Counter({
      name: `${prefix}_webhooks_total`,
      help: 'Webhook requests, by what became of them: stored, unparsed, refused.',
      labelNames: ['outcome'],
      registers,
    }),
    incidentChanges: new Counter({
      name: `${prefix}_incident_changes_total`,
      help: 'Alert groups taken in, by what they changed.',
      labelNames: ['change'],
      registers,
    }),
    deliveryDelay: new Histogram({
      name: `${prefix}_delivery_delay_seconds`,
      help: 'From the arrival of an incident to its first message.',
      labelNames: ['notifier'],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
      registers,
    }),
    syncs: new Counter({
      name: `${prefix}_notifications_total`,
      help: 'Syncs of a message with a notifier, by what was done.',
      labelNames: ['notifier', 'action'],
      registers,
    }),
    syncFailures: new Counter({
      name: `${prefix}_notification_failures_total`,
      help: 'Syncs that failed and are tried again, by error code.',
      labelNames: ['notifier', 'code'],
      registers,
    }),
    breakerOpen: new Gauge({
      name: `${prefix}_notifier_breaker_open`,
      help: '1 while a notifier that failed several times in a row is left alone, else 0.',
      labelNames: ['notifier'],
      registers,
    }),
    turnedAway: new Counter({
      name: `${prefix}_notifications_turned_away_total`,
      help: 'Syncs that came back later because the notifier takes no more messages a second, by priority.',
      labelNames: ['notifier', 'priority'],
      registers,
    }),
    slackInteractions: new Counter({
      name: `${prefix}_slack_interactions_total`,
      help: 'What people pressed in Slack, by kind; refused: not signed by Slack.',
      labelNames: ['kind'],
      registers,
    }),
    slackSockets: new Gauge({
      name: `${prefix}_slack_socket_connected`,
      help: '1 while the Socket Mode connection of a Slack app stands, else 0.',
      labelNames: ['notifier'],
      registers,
    }),
    analyses: new Counter({
      name: `${prefix}_analyses_total`,
      help: 'Analyses made, by rung.',
      labelNames: ['rung'],
      registers,
    }),
    analysisDuration: new Histogram({
      name: `${prefix}_analysis_duration_seconds`,
      help: 'How long an analysis took, from evidence to verdict.',
      buckets: [0.1, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160],
      registers,
    }),
    evidence: new Counter({
      name: `${prefix}_evidence_items_total`,
      help: 'Evidence items, by source and status.',
      labelNames: ['source', 'status'],
      registers,
    }),
    claims: new Counter({
      name: `${prefix}_claims_total`,
      help: 'Claims of models that were checked, by verdict.',
      labelNames: ['verdict'],
      registers,
    }),
    modelCalls: new Counter({
      name: `${prefix}_model_calls_total`,
      help: 'Model calls, by outcome: ok, or an error code.',
      labelNames: ['model', 'outcome'],
      registers,
    }),
    modelRefusals: new Counter({
      name: `${prefix}_model_calls_refused_total`,
      help: 'Model calls that our own limits did not allow.',
      labelNames: ['model'],
      registers,
    }),
    notAsked: new Counter({
      name: `${prefix}_model_not_asked_total`,
      help: 'Analyses for which no model was asked on purpose, by reason.',
      labelNames: ['because'],
      registers,
    }),
    questions: new Counter({
      name: `${prefix}_model_questions_total`,
      help: 'Questions that models asked back and that were looked up.',
      labelNames: ['model'],
      registers,
    }),
    modelTokens: new Counter({
      name: `${prefix}_model_tokens_total`,
      help: 'Tokens, by kind: input (cached ones included), cached_input, output.',
      labelNames: ['model', 'kind'],
      registers,
    }),
    modelCost: new Counter({
      name: `${prefix}_model_cost_usd_total`,
      help: 'What model calls have cost, in US dollars, as far as the price is known.',
      labelNames: ['model'],
      registers,
    }),
    rowsBehind: new Gauge({
      name: `${prefix}_notifications_behind`,
      help: 'Alert groups of which a notifier does not show yet what it should, as the last sweep saw it (at most 1000).',
      labelNames: ['notifier'],
      registers,
    }),
    reconciled: new Counter({
      name: `${prefix}_reconciled_groups_total`,
      help: 'Alert groups that Alertmanager held and that never reached us by its webhook, taken in by comparing.',
      registers,
    }),
    reconcileFailures: new Counter({
      name: `${prefix}_reconcile_failures_total`,
      help: 'Comparisons with an Alertmanager that failed, by error code.',
      labelNames: ['code'],
      registers,
    }),
    queueDepth: new Gauge({
      name: `${prefix}_work_waiting`,
      help: 'Work that waits for a free place, by kind, as the last sweep saw it.',
      labelNames: ['kind'],
      registers,
    }),
    budgetLeft: new Gauge({
      name: `${prefix}_budget_left_usd`,
      help: "What is left of the day's budget for models, in US dollars; absent without a budget.",
      registers,
    }),
    workFailures: new Counter({
      name: `${prefix}_work_failures_total`,
      help: 'Work that failed and is tried again, by kind and error code.',
      labelNames: ['kind', 'code'],
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
