import { expect, test } from 'vitest';
import { checkLogql } from './check-logql.ts';

test.each([
  '{app="api"}',
  '{app="api", level=~"error|warn"} |= "timeout"',
  '{app="api"} != "health" |~ "(?i)error" !~ `\\d+ms`',
  '{app=~".+"} | json | level="error" | line_format "{{.msg}}"',
  '{app="api"} | logfmt | duration > 1s and status >= 500',
  '{app="api"} | regexp "(?P<status>\\\\d+)" | status = "500"',
  '{app="api"} | pattern "<ip> <_>" | drop ip',
  '{app="api"} |= "a" or "b"',
  '{app="api"} |= ip("10.0.0.0/8")',
  'rate({app="api"}[5m])',
  'sum by (level) (count_over_time({app="api"} | json [5m]))',
  'sum(rate({app="api"} |= "error" [5m])) / sum(rate({app="api"}[5m])) > 0.05',
  'quantile_over_time(0.99, {app="api"} | json | unwrap duration(took) [5m]) by (route)',
  'topk(5, sum by (app) (rate({env="prod"}[1m])))',
  'count_over_time({app="api"}[5m] offset 1h)',
  'absent_over_time({app="api"}[10m])',
  'label_replace(rate({app="api"}[1m]), "a", "$1", "b", "(.*)")',
  'rate({app="api"}[1m]) and rate({app="web"}[1m])',
])('%s is taken', (query) => {
  expect(checkLogql(query)).toEqual({ ok: true });
});

test.each([
  ['', 'there is no query'],
  ['{}', 'may not stand here'],
  ['{app=""}', 'must not be empty'],
  ['{app=~".*"}', 'must not be empty'],
  ['{app!="a"}', 'must not be empty'],
  ['{app="a"', 'too early'],
  ['{app="a}', 'may not stand here'],
  ['{app=~"("}', 'no regular expression'],
  ['{app="a"} |~ "(?=x)"', 'no regular expression'],
  ['{app="a"} |~ "[" or "b"', 'no regular expression'],
  ['{app="a"} |~ "a" or "["', 'no regular expression'],
  ['{app="a"} | level=~"*"', 'no regular expression'],
  ['{app="a"} |= "\\d"', 'unknown escape'],
  ['{app="a"} | regexp "(a)"', 'named group'],
  ['{app="a"} | regexp "(?P<x>"', 'no regular expression'],
  ['{app="a"} | nonsense 5', 'may not stand here'],
  ['rate({app="a"})', 'may not stand here'],
  ['rate({app="a"}[5])', 'may not stand here'],
  ['rate({app="a"}[0s])', 'greater than 0'],
  ['sum_over_time({app="a"}[5m])', 'needs | unwrap'],
  ['count_over_time({app="a"} | unwrap x [5m])', 'takes no unwrap'],
  ['rate({app="a"}[5m]) by (level)', 'takes no by'],
  ['quantile_over_time({app="a"} | unwrap x [5m])', 'takes a number first'],
  ['topk(sum(rate({app="a"}[5m])))', 'takes a number first'],
  ['sum(5, rate({app="a"}[5m]))', 'takes no number'],
  ['rate({app="a"}[5m]) and 1', 'take no numbers'],
  ['{app="a"} + {app="b"}', 'takes metrics, not lines'],
  ['up{job="a"}', 'may not stand here'],
  ['rate(up[5m])', 'may not stand here'],
  ['label_replace(rate({a="b"}[5m]), "a", "$1", "b", "(")', 'no regular expression'],
  [`${'('.repeat(9000)}{a="b"}${')'.repeat(9000)}`, 'nested too deep'],
])('%j is refused', (query, reason) => {
  const checked = checkLogql(query);
  expect(checked.ok ? '' : checked.reason).toContain(reason);
});
