import { describe, expect, test } from 'vitest';
import { attacks } from '../../../test/commands/attacks.ts';
import { builtInPolicy } from './built-in-policy.ts';
import { createCommandGate } from './gate.ts';

const gate = await createCommandGate(builtInPolicy);

describe('useful commands only read', () => {
  test.each([
    'kubectl get pods',
    'kubectl get pods -n checkout -o wide',
    'kubectl get pods -A --sort-by=.status.startTime',
    'kubectl get deployment/checkout-api --namespace=shop -o yaml',
    'kubectl get events -n shop --sort-by .lastTimestamp',
    'kubectl get nodes --show-labels',
    'kubectl describe pod checkout-api-7d9f -n shop',
    'kubectl describe node node-3',
    'kubectl logs deploy/checkout-api --tail=100',
    'kubectl logs checkout-api-7d9f -c app --since 10m --timestamps',
    'kubectl logs checkout-api-7d9f --previous --tail 200',
    'kubectl top pods -n shop --containers',
    'kubectl top nodes',
    'df -h',
    'df -h /var',
    'df -ih /var/lib/docker',
    'du -xsh /var/log',
    'du -h --max-depth=1 /var/log',
    'ls -lhS /var/log',
    'free -m',
    'uptime',
    'ps -ef',
    'ps -eo pid,pcpu,rss,args --sort=-rss',
    'ss -s',
    'ss -tlnp',
    'journalctl -u checkout-api --no-pager -n 100',
    'journalctl --no-pager --unit=nginx.service --since=-1h --priority=err',
    'journalctl --disk-usage',
    'systemctl status nginx --no-pager',
    'systemctl list-units --failed --no-pager',
    'helm history checkout -n shop',
    'helm list -A',
    'kubectl get all,ing -n shop --show-labels',
    'kubectl get routes -A -o wide',
    'kubectl rollout status deploy/checkout --timeout=2m30s',
    'journalctl --no-pager -u nginx -o json --output-fields=MESSAGE,_PID',
    'systemctl --no-pager --help',
    'dmesg -HP',
    'dmesg -H | tail -n 20',
    'vmstat 1 5',
    'iostat -xz 1 3',
    'sar -s 10:00:00 -e 11:00:00 -r',
    'smartctl -a -d megaraid,0 /dev/sda',
    "curl -s 'http://lb:9000/haproxy?stats;csv'",
    "curl -s 'http://prometheus:9090/api/v1/metadata?metric=up'",
    "gcloud compute instances list --format='table(name, zone.basename(), status)'",
    'cat /proc/meminfo',
    'cat /sys/fs/cgroup/memory.max',
    'curl -sv -m 5 localhost:8080/health',
    "curl -sG http://prometheus:9090/api/v1/query --data-urlencode 'query=up == 0'",
    "psql -c '\\dt+ public.*'",
    'jstat -gcutil 1234 1000 5',
    "mysql -e 'SHOW ENGINE INNODB STATUS\\G'",
    'psql -c "select extract(epoch from now() - query_start) from pg_stat_activity where state is distinct from lower(usename)"',
    'psql -c "select a.pid from pg_stat_activity a left join (select pid from pg_locks) l on (l.pid = a.pid) order by round(a.pid)"',
  ])('%s', (command) => {
    expect(gate(command)).toMatchObject({ verdict: 'read-only' });
  });
});

test('of at least 600 commands that do more than read, none passes for reading', () => {
  expect(new Set(attacks.map(({ command }) => command)).size).toBeGreaterThan(2000);
  const taken = attacks.filter(({ command }) => gate(command).verdict === 'read-only');
  expect(taken).toEqual([]);
});

test('every refusal says why', () => {
  for (const { command } of attacks) {
    const judged = gate(command);
    if (judged.verdict === 'refused') expect(judged.reason.length).toBeGreaterThan(5);
  }
});
