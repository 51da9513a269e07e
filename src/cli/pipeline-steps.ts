import { setTimeout as delay } from 'node:timers/promises';
import { toAppError } from '../domain/errors.ts';
import { formatTime } from '../domain/time.ts';
import type { PipelineClient, SeenDelivery, SeenIncident } from './pipeline-client.ts';
import { type TestAlert, toTestWebhook } from './test-alerts.ts';

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly tookMs: number;
  readonly detail: string;
}

export interface PipelineTest {
  readonly client: PipelineClient;
  readonly alert: TestAlert;
  /** Hands the alert to Alertmanager, which is to pass it on; null: it is sent as Alertmanager would. */
  readonly postToAlertmanager: ((alert: TestAlert & { readonly endsAt?: string }) => Promise<void>) | null;
  /** Whether a step fails when no model has answered usefully. */
  readonly needsModel: boolean;
  /** Looks a Slack message up; null where that is not asked for. Says where it is; throws when it is not there. */
  readonly findInSlack: ((delivery: SeenDelivery) => Promise<string>) | null;
  /** Names of the notifiers that are Slack; null when that is not known. */
  readonly slackNotifiers: readonly string[] | null;
  readonly timeoutMs: number;
  readonly nowMs: () => number;
  readonly onStep: (result: StepResult) => void;
}

const pollMs = 200;

/** What a step has to say when it is well. Throws when it is not. */
type Step = () => Promise<string>;

const seconds = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** Reads until it is as wanted. Throws what is missing after that time. */
async function until<T>(
  read: () => Promise<T>,
  missing: (value: T) => string | null,
  timeoutMs: number,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    const value = await read();
    const what = missing(value);
    if (what === null) return value;
    if (performance.now() > deadlineMs) throw new Error(`${what} after ${seconds(timeoutMs)}`);
    await delay(pollMs);
  }
}

function describeWaiting({ notifier, error }: SeenDelivery): string {
  return error === null ? notifier : `${notifier} (${error})`;
}

/** What is missing until every notifier has a first message. */
function findUnshown({ deliveries }: SeenIncident): string | null {
  if (deliveries.length === 0) return 'no route sends it to a notifier: look at route, or set labels';
  const waits = deliveries.filter(({ firstShownAtMs }) => firstShownAtMs === null);
  return waits.length === 0 ? null : `${waits.map(describeWaiting).join(', ')} shows nothing`;
}

function findBehind({ deliveries }: SeenIncident): string | null {
  const behind = deliveries.filter((delivery) => delivery.behind);
  return behind.length === 0 ? null : `${behind.map(describeWaiting).join(', ')} is behind`;
}

function describeShown({ deliveries, incident }: SeenIncident): string {
  return deliveries
    .map(
      ({ notifier, firstShownAtMs }) =>
        `${notifier} after ${seconds((firstShownAtMs ?? 0) - incident.openedAtMs)}`,
    )
    .join(', ');
}

/** Why there is no usable answer of a model; null when there is. */
function findModelProblem({ analysis }: SeenIncident): string | null {
  if (analysis === null) return 'there is no explanation';
  const { model, hypothesis, failures, rung, rungReason } = analysis;
  if (hypothesis?.withheld != null) return hypothesis.withheld;
  if (model !== null) return null;
  const said = failures.map(({ name, code }) => `${name}: ${code}`).join(', ');
  return `no model explained it (${rung}): ${said || (rungReason ?? 'none is configured')}`;
}

function describeExplanation(seen: SeenIncident): string {
  const { analysis, incident } = seen;
  if (analysis === null) return '';
  const { model, hypothesis, rung, rungReason, finishedAtMs } = analysis;
  const parts = [
    rung,
    ...(rungReason === null ? [] : [rungReason]),
    `after ${seconds(finishedAtMs - incident.openedAtMs)}`,
    ...(model === null
      ? []
      : [
          model.model,
          `${model.inputTokens} + ${model.outputTokens} tokens`,
          ...(model.costUsd === null ? [] : [`$${model.costUsd.toFixed(4)}`]),
        ]),
    ...(hypothesis === null || hypothesis.claimsTotal === 0
      ? []
      : [`${hypothesis.claimsFound} of ${hypothesis.claimsTotal} claims checked`]),
  ];
  return parts.join(' · ');
}

/**
 * Sends one test alert the whole way and looks at each station: taken in, shown raw, explained, edited, resolved. A
 * station that is not reached ends the way there; what was sent is resolved in any case. True when all is well.
 */
export async function runPipelineTest(test: PipelineTest): Promise<boolean> {
  const { client, alert, timeoutMs } = test;
  const name = alert.labels['alertname'] ?? '';
  let id: string | null = null;
  const read = (): Promise<SeenIncident> => client.readIncident(id ?? '');

  async function pass(endsAt: string | null): Promise<string> {
    if (test.postToAlertmanager === null) return client.send(toTestWebhook(alert, endsAt));
    await test.postToAlertmanager(endsAt === null ? alert : { ...alert, endsAt });
    if (id !== null) return id;
    const found = await until(
      () => client.findIncident(name),
      (incident) =>
        incident === null ? 'Alertmanager sent nothing here (its group_wait is 30s by default)' : null,
      timeoutMs,
    );
    return found ?? '';
  }

  const steps: readonly (readonly [string, Step])[] = [
    [
      'the service answers',
      async () => {
        await client.checkReady();
        return '';
      },
    ],
    [
      'the alert is taken in',
      async () => {
        id = await pass(null);
        return `incident ${id}`;
      },
    ],
    ['it is shown raw', async () => describeShown(await until(read, findUnshown, timeoutMs))],
    [
      'it is explained',
      async () => {
        const seen = await until(
          read,
          ({ analysis }) => (analysis === null ? 'there is no explanation' : null),
          timeoutMs,
        );
        const problem = test.needsModel ? findModelProblem(seen) : null;
        if (problem !== null) throw new Error(problem);
        return describeExplanation(seen);
      },
    ],
    [
      'the explanation is shown',
      async () => {
        await until(read, findBehind, timeoutMs);
        return '';
      },
    ],
    ...(test.findInSlack === null ? [] : [['Slack has the message', () => checkSlack()] as const]),
  ];

  async function checkSlack(): Promise<string> {
    const { deliveries } = await read();
    const { slackNotifiers, findInSlack } = test;
    const inSlack = deliveries.filter(({ notifier }) => slackNotifiers?.includes(notifier) ?? true);
    if (inSlack.length === 0) throw new Error('its route names no Slack notifier');
    const places = await Promise.all(inSlack.map(async (one) => (await findInSlack?.(one)) ?? ''));
    return places.join(', ');
  }

  async function take([step, run]: readonly [string, Step]): Promise<boolean> {
    const startedAtMs = performance.now();
    const outcome = await run().then(
      (detail) => ({ ok: true, detail }),
      (thrown: unknown) => ({ ok: false, detail: toAppError(thrown).message }),
    );
    test.onStep({ step, ...outcome, tookMs: performance.now() - startedAtMs });
    return outcome.ok;
  }

  let well = true;
  for (const step of steps) {
    well = await take(step);
    if (!well) break;
  }
  if (id === null) return false;
  const ended = await take([
    'it is resolved, and shown so',
    async () => {
      await pass(formatTime(test.nowMs()));
      const isOver = (seen: SeenIncident): string | null =>
        seen.incident.state === 'resolved' ? findBehind(seen) : 'it still fires';
      await until(read, isOver, timeoutMs);
      return '';
    },
  ]);
  return well && ended;
}
