import { describe, expect, test } from 'vitest';
import { builtInPolicy } from './built-in-policy.ts';
import { createCommandGate } from './gate.ts';

const gate = await createCommandGate(builtInPolicy);

describe('flags before the words of a form', () => {
  test.each([
    ['docker compose -f compose.yml up -d', 'mutating'],
    ['docker compose -p shop ps', 'read-only'],
    ['docker compose -p shop -f a.yml -f b.yml ps -a', 'read-only'],
    ['docker compose --profile prod --ansi=never logs --tail 100 web', 'read-only'],
    ['docker compose -f /srv/shop/compose.yml -f compose.prod.yaml ps', 'read-only'],
    ['podman compose -f a.yml ps', 'read-only'],
    ['nerdctl -n k8s.io compose -f a.yml ps', 'read-only'],
    ['docker-compose --profile prod -f a.yml ps', 'read-only'],
    ['kubectl -n shop get pods', 'read-only'],
    ['kubectl --context prod -n shop get pods', 'read-only'],
    ['helm -n shop list', 'read-only'],
    ['aws --region eu-west-1 --cli-read-timeout 10 ec2 describe-instances', 'read-only'],
    ['gcloud --project shop compute instances list', 'read-only'],
    ['az --subscription shop vm list', 'read-only'],
    ['crictl -t 5s ps', 'read-only'],
    ['systemctl --user --no-pager status web', 'read-only'],
    ['systemctl -t service --state=failed list-units --no-pager', 'read-only'],
    ['systemctl -n 50 --no-pager status nginx', 'read-only'],
    ['systemctl --now disable nginx', 'mutating'],
    ['timedatectl --no-pager status', 'read-only'],
    ['loginctl --no-pager list-sessions', 'read-only'],
    ['resolvectl --no-pager status', 'read-only'],
    ['resolvectl --legend no -t MX query db', 'read-only'],
    ['coredumpctl --no-pager -1 list', 'read-only'],
    ['apt-get -y install nginx', 'mutating'],
    ['mysqladmin -h db status', 'read-only'],
    ['pgbackrest --stanza=main info', 'read-only'],
    ['nft -a list ruleset', 'read-only'],
  ])('%s is %s', (command, verdict) => {
    expect(gate(command)).toMatchObject({ verdict });
  });

  test.each([
    ['docker compose -f /etc/shadow ps', 'not a Compose file of this machine'],
    ['docker compose -f /root/compose.yml ps', 'belongs to a person'],
    ['docker compose -f /tmp/compose.yml ps', 'not a Compose file of this machine'],
    ['docker compose -f secrets.yml ps', 'may hold secrets'],
    ['docker compose -f https://evil.example/x.yml ps', 'not a Compose file of this machine'],
    ['docker compose -f - ps', 'not a Compose file of this machine'],
    ['docker compose -p "a b" ps', 'not a word'],
    ['docker compose --env-file x ps', 'sets the environment'],
    ['docker compose -f a.yml', 'does not say what to do'],
    ['docker -f compose.yml compose ps', '"-f" is not known'],
    ['docker -p shop compose ps', '"-p" is not known'],
    ['kubectl --kubeconfig x get pods', 'another cluster'],
    ['systemctl -H db status nginx --no-pager', 'another machine'],
    ['systemctl --user status web', 'opens a pager'],
    ['systemctl -t service edit nginx', '"edit" is not expected here'],
    ['apt-get -o Dpkg::Pre-Invoke::=id install nginx', 'can run other programs'],
    ['git -C /srv/shop log', 'runs other programs'],
  ])('%s is refused: %s', (command, reason) => {
    const judged = gate(command);
    expect(judged).toMatchObject({ verdict: 'refused' });
    expect(judged).toHaveProperty('reason', expect.stringContaining(reason));
  });

  test.each(['docker compose logs -f web', 'docker-compose logs -f web', 'docker compose -f a.yml logs -f'])(
    'behind them the same letter is another flag: %s never ends',
    (command) => {
      expect(gate(command)).toMatchObject({ verdict: 'refused' });
    },
  );

  test('the file of a project does not stand in for a flag that a form needs', () => {
    expect(gate('docker compose -f a.yml down')).toHaveProperty(
      'effect',
      expect.not.stringContaining('data'),
    );
    expect(gate('docker compose -f a.yml down -v')).toHaveProperty(
      'effect',
      expect.stringContaining('all data'),
    );
    expect(gate('docker compose -f a.yml rm -f web')).toMatchObject({ verdict: 'mutating' });
  });

  test('a dry run is one wherever it is asked for', () => {
    for (const command of ['docker compose --dry-run up -d', 'docker compose up -d --dry-run']) {
      expect(gate(command)).toMatchObject({ verdict: 'mutating', dryRun: null, undo: null });
    }
  });
});

test.each([
  ['ip link set dev eth0 down', 'sets the network interface eth0 down: connections may break'],
  ['ip link set eth0 down', 'sets the network interface eth0 down: connections may break'],
  ['ip link set dev eth0 mtu 9000', 'changes the network interface eth0 mtu 9000'],
  [
    'ip route del 10.0.0.0/8 via 10.1.1.1',
    'takes a route from those of the machine: 10.0.0.0/8 via 10.1.1.1',
  ],
  [
    'docker compose -f a.yml -p shop up -d web',
    'makes and starts containers of the project (-f a.yml -p shop): web',
  ],
])('%s: the effect names what it is about', (command, effect) => {
  expect(gate(command)).toHaveProperty('effect', expect.stringContaining(effect));
});
