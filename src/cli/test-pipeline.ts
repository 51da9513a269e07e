import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Config } from '../config/schema.ts';
import { systemClock } from '../domain/clock.ts';
import { AppError } from '../domain/errors.ts';
import { parseDuration } from '../domain/time.ts';
import type { SlackConfig } from '../notification/slack/slack-config.ts';
import { findConfigFile, readConfig } from './environment.ts';
import { callOrExplain, createPipelineClient, type SeenDelivery } from './pipeline-client.ts';
import { type PipelineTest, runPipelineTest, type StepResult } from './pipeline-steps.ts';
import { createTestAlert, testAlertTypes } from './test-alerts.ts';

export interface TestPipelineOptions {
  readonly config?: string;
  readonly url?: string;
  readonly tokenFile?: string;
  readonly alertmanager?: string;
  readonly alertType: string;
  readonly label: readonly string[];
  readonly validateLlmResponse?: boolean;
  readonly checkSlackDelivery?: boolean;
  readonly timeout: string;
  readonly json?: boolean;
}

function refuse(message: string): never {
  throw new AppError({ code: 'bad_request', message });
}

function readTimeout(text: string): number {
  const timeoutMs = parseDuration(text);
  return timeoutMs === null || timeoutMs === 0
    ? refuse(`--timeout ${text}: expected a duration such as 30s`)
    : timeoutMs;
}

function readLabels(given: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^([a-zA-Z_][a-zA-Z0-9_]*)=(.*)$/.exec(text) ?? [];
      return name === undefined || value === undefined
        ? refuse(`--label ${text}: expected name=value`)
        : [name, value];
    }),
  );
}

/** The configuration of the service, where it is at hand: it knows the address, the credentials and Slack's token. */
function findConfig({ config, url }: TestPipelineOptions): Config | null {
  const file = findConfigFile(config);
  return url !== undefined && config === undefined && !existsSync(file) ? null : readConfig(file);
}

function toUrl({ server }: Config): string {
  const colon = server.listen.lastIndexOf(':');
  const host = server.listen.slice(0, colon);
  const reachable = ['', '0.0.0.0', '[::]'].includes(host) ? '127.0.0.1' : host;
  return `${server.tls === undefined ? 'http' : 'https'}://${reachable}:${server.listen.slice(colon + 1)}`;
}

function toAuthorization(config: Config | null, tokenFile: string | undefined): string | null {
  if (tokenFile !== undefined) {
    try {
      return `Bearer ${readFileSync(tokenFile, 'utf8').trim()}`;
    } catch (cause) {
      throw new AppError({ code: 'bad_request', message: `cannot read "${tokenFile}"`, cause });
    }
  }
  const { bearer_token: bearer, basic } = config?.server.auth ?? {};
  if (bearer !== undefined) return `Bearer ${bearer.reveal()}`;
  if (basic === undefined) return null;
  return `Basic ${Buffer.from(`${basic.username}:${basic.password.reveal()}`).toString('base64')}`;
}

/** https://docs.slack.dev/reference/methods/chat.getPermalink: needs no scope, and fails for a message that is not there. */
const Permalink = z.object({
  ok: z.boolean(),
  permalink: z.string().optional(),
  error: z.string().optional(),
});

/** The options of the Slack notifiers, by their names. */
function listSlack(config: Config | null): ReadonlyMap<string, SlackConfig> {
  const found = (config?.notifiers ?? []).filter(({ type }) => type === 'slack');
  return new Map(found.map((one) => [one.name, one as unknown as SlackConfig]));
}

async function findInSlack(
  slack: ReadonlyMap<string, SlackConfig>,
  { notifier, handle }: SeenDelivery,
): Promise<string> {
  const options = slack.get(notifier);
  if (handle === null) throw new Error(`${notifier} has posted nothing`);
  if (options?.bot_token === undefined) {
    return options === undefined
      ? `${notifier}: taken by Slack; without --config it cannot be looked up`
      : `${notifier}: taken by Slack; a webhook's posts cannot be looked up`;
  }
  const query = new URLSearchParams({ channel: String(handle.channel), message_ts: String(handle.ts) });
  const headers = { authorization: `Bearer ${options.bot_token.reveal()}` };
  const answer = await callOrExplain(`${options.api_url}/chat.getPermalink?${query}`, { headers });
  const { ok, permalink, error } = Permalink.parse(await answer.json());
  if (ok) return `${notifier}: ${permalink ?? ''}`;
  throw new Error(`${notifier}: Slack does not have it: ${error ?? 'unknown error'}`);
}

function toAlertmanager(url: string): PipelineTest['postToAlertmanager'] {
  return async (alert) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([alert]),
    };
    await callOrExplain(`${url.replace(/\/+$/, '')}/api/v2/alerts`, init);
  };
}

function formatStep({ step, ok, tookMs, detail }: StepResult): string {
  const took = `${(tookMs / 1000).toFixed(2)} s`.padStart(9);
  return `${ok ? '✓' : '✗'} ${step.padEnd(28)} ${took}  ${detail}`.trimEnd();
}

/** `test-pipeline`: a marked test alert the whole way to its message, and what became of it at each station. */
export async function testPipeline(given: TestPipelineOptions): Promise<number> {
  const type = testAlertTypes[given.alertType];
  if (type === undefined) {
    refuse(`--alert-type ${given.alertType}: expected one of ${Object.keys(testAlertTypes).join(', ')}`);
  }
  const timeoutMs = readTimeout(given.timeout);
  const labels = readLabels(given.label);
  const config = findConfig(given);
  const url = given.url?.replace(/\/+$/, '') ?? (config === null ? '' : toUrl(config));
  const slack = listSlack(config);
  const name = `Test-${given.alertType}-${randomBytes(3).toString('hex')}`;
  const results: StepResult[] = [];
  if (given.json !== true) process.stdout.write(`${url}: ${name}, marked test="true"\n`);
  const ok = await runPipelineTest({
    client: createPipelineClient(url, toAuthorization(config, given.tokenFile)),
    alert: createTestAlert({ type, name, labels, nowMs: systemClock.now() }),
    postToAlertmanager: given.alertmanager === undefined ? null : toAlertmanager(given.alertmanager),
    needsModel: given.validateLlmResponse === true,
    findInSlack: given.checkSlackDelivery === true ? (delivery) => findInSlack(slack, delivery) : null,
    slackNotifiers: config === null ? null : [...slack.keys()],
    timeoutMs,
    nowMs: systemClock.now,
    onStep: (result) => {
      results.push(result);
      if (given.json !== true) process.stdout.write(`${formatStep(result)}\n`);
    },
  });
  if (given.json === true) process.stdout.write(`${JSON.stringify({ ok, alert: name, steps: results })}\n`);
  return ok ? 0 : 1;
}
