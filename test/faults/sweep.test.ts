import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startFakeSlack } from '../fakes/slack.ts';
import { type ServiceRig, startService, webhookBody } from '../integration/service-rig.ts';
import { describeWithServers } from '../servers/availability.ts';
import { type Postgres, startPostgres } from '../servers/postgres.ts';
import { waitFor } from '../servers/wait-for.ts';
import { fire, keep, stopAll } from './wire-rig.ts';

const patience = { timeoutMs: 60_000 };

describeWithServers(['postgresql'], 'rows that are behind, and that nobody was woken for', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterEach(stopAll, 60_000);
  afterAll(() => postgres.stop());

  test.each(['first', 'second'] as const)(
    'are seen to after the %s replica has gone',
    async (gone) => {
      const slack = keep(await startFakeSlack());
      const url = await postgres.createDatabase();
      const config = {
        storage: { url },
        notifiers: [{ type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl }],
        route: { notifiers: ['slack'] },
      };
      const replicas: ServiceRig[] = [await startService(config), await startService(config)];
      for (const replica of replicas) {
        const isReady = () =>
          replica.bridge.checkReady().then(
            () => true,
            () => false,
          );
        await waitFor(isReady, { what: 'the replica to be ready', ...patience });
      }
      const [one, two] = replicas as [ServiceRig, ServiceRig];
      await one.settle(await fire(one));
      const [leaves, stays] = gone === 'first' ? [one, two] : [two, one];
      await leaves.stop();
      keep(stays);
      // A revision that was raised by someone who died before asking for work.
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      await client.query('UPDATE incidents SET revision = revision + 1');
      await client.query('UPDATE notifications SET wanted_revision = wanted_revision + 1');
      await client.end();
      const [incident] = await stays.bridge.listIncidents(1);
      expect(await stays.bridge.isSettled(incident?.id ?? '')).toBe(false);
      await waitFor(() => stays.bridge.isSettled(incident?.id ?? ''), { what: 'the sweep', ...patience });
      expect((await stays.post('/webhook', webhookBody())).status).toBe(200);
    },
    120_000,
  );
});
