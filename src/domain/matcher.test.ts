import { expect, test } from 'vitest';
import { parseMatchers } from './matcher.ts';

function matches(text: string, labels: Record<string, string>): boolean {
  const parsed = parseMatchers(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.matchers.every((matcher) => matcher.matches(labels));
}

test.each([
  ['severity="critical"', { severity: 'critical' }, true],
  ['severity="critical"', { severity: 'warning' }, false],
  ['severity=critical', { severity: 'critical' }, true],
  ['{team=~"db|infra", env!="dev"}', { team: 'infra', env: 'prod' }, true],
  ['{team=~"db|infra", env!="dev"}', { team: 'infra', env: 'dev' }, false],
  ['team=~"db"', { team: 'dba' }, false],
  ['team!~"db.*"', { team: 'web' }, true],
  ['team=""', {}, true],
  ['team!=""', {}, false],
  ['"weird.name"="a \\"quoted\\" value"', { 'weird.name': 'a "quoted" value' }, true],
  ['', { any: 'thing' }, true],
] as const)('%s on %j gives %s', (text, labels, expected) => {
  expect(matches(text, labels)).toBe(expected);
});

test.each(['severity', 'severity==', '="x"', 'a="b" c="d"', 'a=~"("', 'a="unclosed'])(
  '%s is refused with a reason',
  (text) => {
    const parsed = parseMatchers(text);
    expect(parsed.ok).toBe(false);
  },
);
