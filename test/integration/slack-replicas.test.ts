import { expect, test } from 'vitest';
import { startFakeSlack } from '../fakes/slack.ts';
import { describeWithServers } from '../servers/availability.ts';
import { startPostgres } from '../servers/postgres.ts';
import { waitFor } from '../servers/wait-for.ts';
import { type ServiceRig, startService } from './service-rig.ts';
import { ana, bob, press, queueCommand, send, submit, untilShown } from './slack-rig.ts';

const isReady = (replica: ServiceRig): Promise<boolean> =>
  replica.bridge.checkReady().then(
    () => true,
    () => false,
  );

describeWithServers(['postgresql'], 'two people who decide at once, on two replicas', () => {
  test('one wins, the other is told by whom, and the log has one decision for each command', async () => {
    const commands = 6;
    const postgres = await startPostgres();
    const slack = await startFakeSlack();
    const notifier = { type: 'slack', bot_token: slack.token, channel: '#alerts', api_url: slack.apiUrl };
    const config = {
      storage: { url: await postgres.createDatabase() },
      notifiers: [{ ...notifier, signing_secret: slack.signingSecret, messages_per_second: 1000 }],
      route: { notifiers: ['slack'] },
    };
    const replicas: ServiceRig[] = [];
    try {
      for (let count = 0; count < 2; count += 1) {
        const replica = await startService(config);
        replicas.push(replica);
        await waitFor(() => isReady(replica), { what: 'a replica is ready', timeoutMs: 60_000 });
      }
      const [one, two] = replicas;
      if (one === undefined || two === undefined) throw new Error('two replicas were started');
      for (let number = 1; number <= commands; number += 1) {
        const { review } = await queueCommand(
          one,
          `kubectl rollout restart deployment/checkout-${number} -n shop`,
        );
        await untilShown(slack, `checkout-${number} `);
        await send(one, slack, press(slack, 'review_approve', ana));
        const byAna = await submit(slack, ana, 'now', number * 2 - 1);
        await send(two, slack, press(slack, 'review_reject', bob));
        const byBob = await submit(slack, bob, 'no', number * 2);
        const [toAna, toBob] = await Promise.all([send(one, slack, byAna), send(two, slack, byBob)]);
        const [settled] = (await two.bridge.listReviews(null, 100)).filter(({ id }) => id === review.id);
        const anaWon = settled?.decidedBy === `slack:${ana.id} ana`;
        const [winner, loser] = anaWon ? [toAna, toBob] : [toBob, toAna];
        expect(winner.json).toEqual({ response_action: 'clear' });
        expect(loser.json['response_action']).toBe('update');
        expect(JSON.stringify(loser.json)).toContain(
          anaWon ? 'ana has approved it before' : 'bob has rejected it before',
        );
        await untilShown(slack, anaWon ? 'by ana' : 'by bob');
      }
      const log = await one.bridge.listAudit({ afterSeq: 0, limit: 100 });
      const decisions = log.filter(
        ({ action }) => action === 'review_approved' || action === 'review_rejected',
      );
      expect(decisions).toHaveLength(commands);
    } finally {
      for (const replica of replicas) await replica.stop();
      await slack.stop();
      await postgres.stop();
    }
  }, 240_000);
});
