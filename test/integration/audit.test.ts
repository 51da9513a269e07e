import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import type { ChainedEntry } from '../../src/domain/audit.ts';
import { runCommand } from '../package/run-command.ts';
import { createTemporaryFolder } from '../servers/temporary-folder.ts';
import { waitFor } from '../servers/wait-for.ts';
import { readTestConfig, type ServiceRig, startService, webhookBody } from './service-rig.ts';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const service of running.splice(0).reverse()) await service.stop();
});

const adminToken = 'admin-5b8';
const base = {
  server: {
    access: {
      tokens: [
        {
          name: 'runs',
          sha256: createHash('sha256').update(adminToken).digest('hex'),
          scopes: ['admin', 'read', 'review', 'ingest'],
        },
      ],
    },
  },
  notifiers: [{ type: 'console' }],
  route: { notifiers: ['console'], approvers: ['token:runs'] },
};
const headers = { authorization: `Bearer ${adminToken}` };

async function start(extra: Readonly<Record<string, unknown>> = {}): Promise<ServiceRig> {
  const service = await startService({ ...base, ...extra });
  running.push(service);
  return service;
}

/** The log, once it has so many entries. */
async function readLog(service: ServiceRig, entries: number): Promise<readonly ChainedEntry[]> {
  const read = () => service.bridge.listAudit({ afterSeq: 0, limit: 100 });
  await waitFor(async () => (await read()).length >= entries, {
    what: `${entries} entries in the audit log`,
    timeoutMs: 10_000,
  });
  return read();
}

describe('a configuration that counts from now on', () => {
  test('is in the audit log: at the start, and at a reload with who asked for it', async () => {
    const service = await start();
    await readLog(service, 1);
    expect((await service.post('/-/reload', {}, headers)).status).toBe(200);
    const log = await readLog(service, 2);
    expect(log.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
      ['service', 'config_loaded', 'configuration'],
      ['token:runs', 'config_loaded', 'configuration'],
    ]);
    expect(log[0]?.detail).toEqual(log[1]?.detail);
  });

  test.each([
    ['who may approve', 'route', { route: { notifiers: ['console'], approvers: [] } }],
    ['who may read and decide', 'access', { server: {} }],
    ['how long a decision may take', 'review', { review: { expire_after: '1h' } }],
    ['what may leave', 'redaction', { redaction: { emails: 'keep' } }],
  ])('says that a policy changed: %s', async (_, part, change) => {
    const service = await start();
    await readLog(service, 1);
    service.bridge.reload(readTestConfig({ storage: { path: ':memory:' }, ...base, ...change }), 'SIGHUP');
    const [, , changed] = await readLog(service, 3);
    expect(changed).toMatchObject({ actor: 'SIGHUP', action: 'policy_changed', detail: { changed: part } });
  });

  test('says that the rules on commands changed, though the configuration names the same file', async () => {
    const { path: folder } = await createTemporaryFolder('rules');
    const rules = join(folder, 'safe_commands.yaml');
    writeFileSync(rules, 'sudo: false\n');
    const review = { safe_commands: rules };
    const service = await start({ review });
    const [loaded] = await readLog(service, 1);
    const digest = createHash('sha256').update('sudo: false\n').digest('hex');
    expect(loaded?.detail['safe_commands']).toBe(digest);
    writeFileSync(rules, 'sudo: true\n');
    service.bridge.reload(readTestConfig({ storage: { path: ':memory:' }, ...base, review }), 'SIGHUP');
    const [, , changed] = await readLog(service, 3);
    expect(changed).toMatchObject({ action: 'policy_changed', detail: { changed: 'safe_commands' } });
  });

  test('says nothing of policies when something else changed', async () => {
    const service = await start();
    await readLog(service, 1);
    const other = { log: { level: 'debug' } };
    service.bridge.reload(readTestConfig({ storage: { path: ':memory:' }, ...base, ...other }), 'SIGHUP');
    const [before, after] = await readLog(service, 2);
    expect(after?.detail['whole']).not.toBe(before?.detail['whole']);
    service.bridge.reload(readTestConfig({ storage: { path: ':memory:' }, ...base }), 'SIGHUP');
    expect((await readLog(service, 3)).map(({ action }) => action)).not.toContain('policy_changed');
  });
});

describe('the command `audit`', () => {
  interface Stored {
    readonly database: string;
    readonly run: (...args: string[]) => ReturnType<typeof runCommand>;
  }

  /** A store with a handful of entries, whose service has stopped. */
  async function store(): Promise<Stored> {
    const { path: folder } = await createTemporaryFolder('audit');
    const database = join(folder, 'bridge.db');
    const raw = { ...base, storage: { path: database } };
    const file = join(folder, 'bridge.yml');
    writeFileSync(file, JSON.stringify(raw));
    const service = await start(raw);
    await readLog(service, 1);
    const { json } = await service.post('/webhook', webhookBody(), headers);
    const id = json.incidents?.[0]?.id ?? '';
    await service.settle(id);
    for (const judgement of ['right', 'partly', 'wrong']) {
      await service.post(`/api/v1/incidents/${id}/feedback`, { judgement }, headers);
    }
    await readLog(service, 4);
    await running.pop()?.stop();
    const cli = join(import.meta.dirname, '../../bin/llm-alert-bridge.js');
    return {
      database,
      run: (...args) =>
        runCommand(process.execPath, [cli, 'audit', ...args, '--config', file], {
          cwd: folder,
          timeoutMs: 60_000,
        }),
    };
  }

  function tamper(database: string, sql: string): void {
    const db = new DatabaseSync(database);
    db.exec(sql);
    db.close();
  }

  test('finds a log whole as it was written, and exports it as it stands', async () => {
    const { run } = await store();
    const verified = await run('verify');
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
    const hash = /^the audit log is whole: 4 entries, last hash ([0-9a-f]{64})\n$/.exec(verified.stdout)?.[1];
    const { stdout } = await run('export');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ChainedEntry);
    expect(lines.map(({ seq, action }) => `${seq} ${action}`)).toEqual([
      '1 config_loaded',
      '2 feedback',
      '3 feedback',
      '4 feedback',
    ]);
    expect(lines.at(-1)?.hash).toBe(hash);
    expect(stdout).not.toContain(adminToken);
  }, 60_000);

  test.each([
    ['an actor was changed', "UPDATE audit_log SET actor = 'token:eve' WHERE seq = 3", 'row 3 was changed'],
    ['a row is gone', 'DELETE FROM audit_log WHERE seq = 2', 'row 2 is missing'],
    [
      'a hash was changed',
      "UPDATE audit_log SET hash = 'x' || substr(hash, 2) WHERE seq = 4",
      'row 4 was changed',
    ],
  ])(
    'names the row when %s',
    async (_, sql, reason) => {
      const { run, database } = await store();
      tamper(database, sql);
      const { exitCode, stderr } = await run('verify');
      expect(exitCode).not.toBe(0);
      expect(stderr).toContain(reason);
    },
    60_000,
  );

  test('tells by a hash that was kept elsewhere that the last rows are gone', async () => {
    const { run, database } = await store();
    const hash = /last hash (\S+)/.exec((await run('verify')).stdout)?.[1] ?? '';
    expect((await run('verify', '--last-hash', hash)).stdout).toContain('0 since the hash that was given');
    tamper(database, 'DELETE FROM audit_log WHERE seq = 4');
    expect((await run('verify')).exitCode).toBe(0);
    const { exitCode, stderr } = await run('verify', '--last-hash', hash);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('rows are gone at its end');
  }, 60_000);
});
