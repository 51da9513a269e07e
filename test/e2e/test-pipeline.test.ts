import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type FakeAnthropic, startFakeAnthropic } from '../fakes/anthropic.ts';
import { type FakeSlack, startFakeSlack } from '../fakes/slack.ts';
import { type Finished, runCommand } from '../package/run-command.ts';
import { startAlertmanager } from '../servers/alertmanager.ts';
import { describeWithServers } from '../servers/availability.ts';
import { freePort } from '../servers/free-port.ts';
import { startProcess } from '../servers/processes.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';

const bin = join(import.meta.dirname, '../../bin/llm-alert-bridge.js');
const token = 'pipeline-token';
const sentence = { text: 'The cause is not known.', evidence: ['E1'] };
const explanation = {
  headline: sentence,
  root_cause: { ...sentence, status: 'inconclusive' },
  alternatives: [],
  impact: { ...sentence, level: 'low' },
  remediation: [],
  investigation: [],
  prevention: [],
  disproof: null,
};

const running: { stop(): Promise<void> }[] = [];

function keep<T extends { stop(): Promise<void> }>(server: T): T {
  running.push(server);
  return server;
}

afterEach(async () => {
  for (const server of running.splice(0).reverse()) await server.stop();
});

interface Rig {
  readonly slack: FakeSlack;
  readonly model: FakeAnthropic;
  readonly url: string;
  /** The command, with the service's own configuration. */
  readonly run: (...args: readonly string[]) => Promise<Finished>;
}

async function start(notifierToken: (slack: FakeSlack) => string = ({ token: own }) => own): Promise<Rig> {
  const folder = await createTemporaryFolder('pipeline');
  const slack = keep(await startFakeSlack());
  const model = keep(await startFakeAnthropic({ answer: () => explanation }));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const file = join(folder.path, 'bridge.yml');
  const bot = { bot_token: notifierToken(slack), channel: '#alerts', api_url: slack.apiUrl.slice(0, -1) };
  const config = {
    server: { listen: `127.0.0.1:${port}`, auth: { bearer_token: token } },
    storage: { path: join(folder.path, 'bridge.db') },
    reasoning: { models: [{ type: 'anthropic', api_key: model.apiKey, base_url: model.baseUrl }] },
    notifiers: [{ type: 'slack', name: 'team', ...bot }],
    route: { notifiers: ['team'] },
  };
  await writeFile(file, JSON.stringify(config));
  keep({ stop: () => folder.remove() });
  keep(
    await startProcess({
      command: process.execPath,
      args: [bin, 'serve', '--config', file],
      env: {},
      ready: `${url}/-/ready`,
    }),
  );
  return {
    slack,
    model,
    url,
    run: (...args) =>
      runCommand(process.execPath, [bin, 'test-pipeline', '--config', file, ...args], {
        cwd: folder.path,
        timeoutMs: 90_000,
      }),
  };
}

const whole = ['--validate-llm-response', '--check-slack-delivery'];
const marks = ({ stdout }: Finished) => stdout.match(/^[✓✗] .*?(?= {2})/gm);

describe('test-pipeline', () => {
  test('follows a test alert to Slack, explained by a model, and resolves it', async () => {
    const { slack, run } = await start();
    const finished = await run('--alert-type', 'high-latency', ...whole);
    expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
    expect(marks(finished)).toEqual([
      '✓ the service answers',
      '✓ the alert is taken in',
      '✓ it is shown raw',
      '✓ it is explained',
      '✓ the explanation is shown',
      '✓ Slack has the message',
      '✓ it is resolved, and shown so',
    ]);
    expect(finished.stdout).toMatch(/full · after .* · claude-.* · \d+ \+ \d+ tokens/);
    expect(finished.stdout).toContain('team: https://fake.slack.com/archives/C0000000001/p');
    expect(finished.stdout).not.toContain(token);
    const [message, ...others] = slack.messages('#alerts');
    expect(others).toEqual([]);
    expect(message?.versions[0]?.shown).toContain('TEST: test-service answers in 2.4 s');
    expect(message?.shown).toContain('RESOLVED');
  }, 120_000);

  test('says that no model answers, which is a failure only where one is asked for', async () => {
    const { model, run } = await start();
    model.failAlways({ kind: 'unauthorized' });
    const without = await run('--json');
    expect(without.exitCode).toBe(0);
    expect(JSON.parse(without.stdout)).toMatchObject({ ok: true });
    const checked = await run(...whole);
    expect(checked.exitCode).toBe(1);
    expect(checked.stdout).toMatch(/✗ it is explained .*no model explained it \(deterministic\): .*model_/);
    expect(checked.stdout).toContain('✓ it is resolved');
  }, 120_000);

  test('says what Slack refuses', async () => {
    const { run } = await start(() => 'xoxb-revoked');
    const finished = await run(...whole, '--timeout', '2s');
    expect(finished.exitCode).toBe(1);
    expect(finished.stdout).toMatch(/✗ it is shown raw .*team \(notifier_unauthorized: .*invalid_auth/);
    expect(finished.stdout).not.toContain('xoxb-revoked');
  }, 120_000);

  test.each([
    ['an unknown type', ['--alert-type', 'nonsense'], 'expected one of disk-full, high-cpu'],
    ['a label that is none', ['--label', 'severity'], 'expected name=value'],
    ['a time that is none', ['--timeout', 'soon'], 'expected a duration such as 30s'],
    ['a service that is not there', ['--url', 'http://127.0.0.1:9'], 'cannot be reached'],
  ])(
    'names %s',
    async (_, args, reason) => {
      const folder = await createTemporaryFolder('pipeline');
      keep({ stop: () => folder.remove() });
      const { exitCode, stdout, stderr } = await runCommand(
        process.execPath,
        [bin, 'test-pipeline', '--url', 'http://127.0.0.1:9', ...args],
        { cwd: folder.path, timeoutMs: 60_000 },
      );
      expect(exitCode).toBe(1);
      expect(stdout + stderr).toContain(reason);
    },
    60_000,
  );
});

describeWithServers(['alertmanager'], 'test-pipeline through Alertmanager', () => {
  test('hands the alert to it, and finds it at the other end', async () => {
    const { slack, url, run } = await start();
    const alertmanager = keep(
      await startAlertmanager({ webhookUrls: [`${url}/webhook`], bearerToken: token }),
    );
    const finished = await run('--alertmanager', alertmanager.url, '--label', 'severity=critical', ...whole);
    expect(finished).toMatchObject({ exitCode: 0, stderr: '' });
    expect(marks(finished)).toHaveLength(7);
    expect((await alertmanager.alerts()).length).toBeLessThanOrEqual(1);
    expect(slack.messages('#alerts')[0]?.versions[0]?.shown).toContain('CRITICAL');
  }, 120_000);
});
