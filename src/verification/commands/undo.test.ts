import { describe, expect, test } from 'vitest';
import { builtInPolicy, builtInTables } from './built-in-policy.ts';
import { createCommandGate } from './gate.ts';

const gate = await createCommandGate(builtInPolicy);

function undoOf(command: string): string | null {
  const judged = gate(command);
  if (judged.verdict !== 'mutating') throw new Error(`${command} is ${judged.verdict}`);
  return judged.undo;
}

/** Commands whose undo is a command, which has to be one that the gate knows, too. */
const commands: readonly (readonly [command: string, undo: string])[] = [
  ['kubectl cordon node-3', 'kubectl uncordon node-3'],
  ['kubectl cordon node-3 --context=prod', 'kubectl uncordon node-3 --context=prod'],
  [
    'kubectl rollout restart deployment/web --namespace=shop',
    'kubectl rollout undo deployment/web -n shop (it replaces all pods once more)',
  ],
  [
    "kubectl rollout restart deploy -l 'app in (a, b)'",
    "kubectl rollout undo deploy -l 'app in (a, b)' (it replaces all pods once more)",
  ],
  ['kubectl rollout undo deployment web -n shop', 'kubectl rollout undo deployment web -n shop'],
  ['kubectl rollout pause deploy/web', 'kubectl rollout resume deploy/web'],
  [
    'kubectl drain node-3 --ignore-daemonsets',
    'kubectl uncordon node-3 (pods that were moved stay where they are)',
  ],
  ['oc cordon node-3', 'oc uncordon node-3'],
  ['helm rollback checkout 4 -n shop', 'helm rollback checkout -n shop'],
  ['systemctl stop nginx', 'systemctl start nginx'],
  ['systemctl --user stop nginx', 'systemctl --user start nginx'],
  ['systemctl start nginx', 'systemctl stop nginx, if it was stopped before'],
  ['systemctl disable --now nginx', 'systemctl enable --now nginx, if it was enabled before'],
  ['systemctl mask --now nginx', 'systemctl unmask nginx (and start what --now stopped)'],
  ['service nginx stop', 'service nginx start'],
  ['docker stop web db', 'docker start web db (one that ran with --rm is gone)'],
  ['podman stop web', 'podman start web (one that ran with --rm is gone)'],
  ['nerdctl -n k8s.io pause web', 'nerdctl -n k8s.io unpause web'],
  ['docker compose stop web', 'docker compose start web'],
  [
    'docker compose -f a.yml --file=b.yml -p shop stop web',
    'docker compose -f a.yml --file=b.yml -p shop start web',
  ],
  ['docker compose down', 'docker compose up -d (what the containers kept outside of volumes is gone)'],
  ['nerdctl -n k8s.io compose -p shop pause', 'nerdctl -n k8s.io compose -p shop unpause'],
  ["docker-compose -f 'my shop.yml' start", "docker-compose -f 'my shop.yml' stop"],
  [
    'aws ec2 stop-instances --instance-ids i-1 i-2 --region eu-west-1',
    'aws ec2 start-instances --instance-ids i-1 i-2 --region eu-west-1 (public addresses may be others then)',
  ],
  ['pg_ctlcluster 16 main stop', 'pg_ctlcluster 16 main start'],
  ['ceph osd out 7', 'ceph osd in 7 (its data moves back)'],
];

describe('how to take a command back', () => {
  test.each(commands)('%s: %s', (command, undo) => {
    expect(undoOf(command)).toBe(undo);
  });

  test.each(commands)('%s: what is to be typed is no other kind of command', (_, undo) => {
    const [typed = ''] = undo.split(/, if| \((?=and|it|pods|one|public|what)/);
    expect(gate(typed)).toMatchObject({ verdict: 'mutating' });
  });

  test.each([
    ['kubectl scale deployment/web --replicas=4', 'the number of replicas from before'],
    ['kubectl set image deployment/web app=web:2 -n shop', 'kubectl rollout undo deployment/web -n shop'],
    ['helm upgrade checkout shop/checkout', 'helm rollback checkout, or helm uninstall'],
    ['kubectl autoscale deploy web --max=5', 'delete the HorizontalPodAutoscaler'],
  ])('%s: in words', (command, undo) => {
    expect(undoOf(command)).toContain(undo);
  });

  test.each([
    'kubectl delete pod web-1',
    'helm uninstall checkout',
    'systemctl restart nginx',
    'docker rm web',
    'docker kill web',
    'docker compose down -v',
    'kill 4711',
    'rm /var/log/app.log',
    'aws ec2 terminate-instances --instance-ids i-1',
  ])('%s: there is no way, and none is claimed', (command) => {
    expect(undoOf(command)).toBeNull();
  });

  test('a dry run has nothing to take back', () => {
    expect(undoOf('kubectl cordon node-3 --dry-run=server')).toBeNull();
  });
});

const programs = Object.values(builtInTables).flatMap((table) => Object.entries(table));

test('what effects and undos name is among the flags and arguments of their forms', () => {
  const unknown = programs.flatMap(([name, { forms }]) => {
    const [rules] = builtInPolicy.rulesOf(name);
    return forms.flatMap(({ effect = '', undo = '' }, at) =>
      [...`${effect} ${undo}`.matchAll(/\{([^{}]+)\}/g)]
        .map(([, key = '']) => key)
        .filter((key) => !/^(\d|all|rest)$/.test(key))
        .filter((key) => rules?.forms[at]?.flags.byName.has(key) !== true)
        .filter((key) => rules?.behind.has(key === 'before' ? '' : key) !== true)
        .map((key) => `${name} ${forms[at]?.words ?? ''}: ${key}`),
    );
  });
  expect(unknown).toEqual([]);
});
