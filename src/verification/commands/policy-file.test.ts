import { describe, expect, test } from 'vitest';
import { examplePolicy } from '../../../scripts/docs/commands-page.ts';
import { createCommandGate } from './gate.ts';
import { parsePolicy } from './policy-file.ts';

async function judge(yaml: string, command: string, hosts: readonly string[] = []): Promise<string> {
  const parsed = parsePolicy(yaml);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  const gate = await createCommandGate(parsed.policies.policyFor(hosts));
  return gate(command).verdict;
}

const varnish = `
allow:
  varnishstat:
    forms:
      - flags: "-1 -f=word"
        needs: "-1"
      - words: reset
        effect: forgets the counters
`;

describe('a policy widens', () => {
  test.each([
    [varnish, 'varnishstat -1 -f MAIN', 'read-only'],
    [varnish, 'varnishstat -f MAIN', 'refused'],
    [varnish, 'varnishstat reset', 'mutating'],
    ['sudo: true', 'sudo df -h', 'read-only'],
    ['sudo: true', 'sudo -n journalctl --no-pager -n 5', 'read-only'],
    ['sudo: true', 'sudo -u root df -h', 'refused'],
    ['sudo: true', 'sudo rm -rf /', 'refused'],
    ['sudo: true', 'sudo sh -c df', 'refused'],
    ['sudo: true', 'sudo sudo df', 'refused'],
    ['chains: true', 'df -h && free -m', 'read-only'],
    ['chains: true', 'df -h && kubectl delete pod x', 'refused'],
    ['reach: ["*.example.com"]', 'curl -s https://prometheus.example.com/api/v1/alerts', 'read-only'],
    ['reach: ["*.example.com"]', 'curl -s https://example.com.evil.example/', 'refused'],
    ['reach: ["169.254.169.254"]', 'curl -s http://169.254.169.254/x', 'refused'],
    [
      'kubernetes_kinds: [kafkausers.kafka.strimzi.io]',
      'kubectl get kafkausers.kafka.strimzi.io',
      'read-only',
    ],
    ['', 'kubectl get kafkausers.kafka.strimzi.io', 'refused'],
    // More flags for a program that is known, and all that it could do before.
    ['allow: {df: {forms: [{flags: "--new-flag"}]}}', 'df --new-flag', 'read-only'],
    ['allow: {df: {forms: [{flags: "--new-flag"}]}}', 'df -h', 'read-only'],
    // What changes something keeps doing so, whatever the policy calls it.
    ['allow: {kubectl: {forms: [{words: delete, arguments: "word*"}]}}', 'kubectl delete pod x', 'mutating'],
  ])('%j: %s is %s', async (yaml, command, verdict) => {
    expect(await judge(yaml, command)).toBe(verdict);
  });
});

test.each([
  ['kubectl logs x', 'refused'],
  ['kubectl -n shop logs x', 'refused'],
  ['sudo kubectl logs x', 'refused'],
  ['kubectl get pods', 'read-only'],
])('a policy tightens: %s is %s', async (command, verdict) => {
  const yaml = 'sudo: true\nrefuse: [{command: kubectl logs, reason: they hold names of customers}]';
  expect(await judge(yaml, command)).toBe(verdict);
});

describe('by host', () => {
  const yaml = `
refuse: [{command: dmesg}]
on_hosts:
  - hosts: ["db-*"]
    sudo: true
    refuse: [{command: psql}]
`;

  test.each([
    ['sudo df', ['db-1'], 'read-only'],
    ['sudo df', ['db-1', 'web-1'], 'refused'],
    ['sudo df', ['web-1'], 'refused'],
    ['sudo df', [], 'refused'],
    ["psql -c 'select 1'", ['web-1'], 'read-only'],
    ["psql -c 'select 1'", ['DB-1', 'web-1'], 'refused'],
    ['dmesg', ['db-1'], 'refused'],
  ])('%s on %j is %s', async (command, hosts, verdict) => {
    expect(await judge(yaml, command, hosts)).toBe(verdict);
  });
});

test.each([
  ['allow: {bash: {forms: [{flags: "-c=text"}]}}', 'runs other programs: no policy can allow it'],
  ['allow: {kubectl: {forms: [{words: exec, arguments: "word"}]}}', 'no policy can allow "kubectl exec"'],
  [
    'allow: {kubectl: {forms: [{words: get, flags: "--kubeconfig=text"}]}}',
    '"--kubeconfig" is never let through',
  ],
  [
    'allow: {docker: {flags_behind: {compose: "--env-file=input"}, forms: [{words: compose config}]}}',
    '"--env-file" is never let through',
  ],
  ['allow: {x: {flags_behind: {y: "-a"}, forms: [{words: z}]}}', 'no form goes on behind "y"'],
  ['allow: {x: {flags_behind: {y: "-n=nonsense"}, forms: [{words: y z}]}}', 'no kind of value called'],
  ['allow: {/bin/x: {forms: [{}]}}', 'expected the plain name of a program'],
  ['allow: {x: {forms: []}}', 'must be at least 1'],
  ['allow: {x: {forms: [{flags: "-n=nonsense"}]}}', 'there is no kind of value called "nonsense"'],
  ['allow: {x: {forms: [{arguments: "wrod"}]}}', 'there is no kind of value called "wrod"'],
  ['allow: {x: {forms: [{needs: "-x"}]}}', '"-x" is not among the flags of this form'],
  ['allow: {x: {forms: [{flgs: "-x"}]}}', 'unknown key'],
  ['reach: ["*.com"]', 'expected a host such as'],
  ['reach: ["*"]', 'expected a host such as'],
  ['kubernetes_kinds: [secrets]', 'kinds that hold secrets cannot be allowed'],
  ['refuse: [{command: "kubectl --raw"}]', 'expected words such as'],
  ['sudo: maybe', 'expected true or false, got a string'],
  ['sudo: [', 'not valid YAML'],
])('%j is wrong: %s', (yaml, message) => {
  const parsed = parsePolicy(yaml);
  expect(parsed).toMatchObject({ ok: false });
  if (!parsed.ok) expect(parsed.problems.map((problem) => problem.message).join('\n')).toContain(message);
});

test('the policy that the documentation shows is one', async () => {
  expect(parsePolicy(examplePolicy)).toMatchObject({ ok: true });
  expect(await judge(examplePolicy, 'consul maint -enable -service=web')).toBe('mutating');
});

test('a problem is told with its place', () => {
  const parsed = parsePolicy('sudo: true\nallow:\n  x:\n    forms:\n      - flags: "-a=nothing"\n');
  expect(parsed).toMatchObject({
    ok: false,
    problems: [{ line: 5, column: 9, path: 'allow.x.forms[0].flags' }],
  });
});
