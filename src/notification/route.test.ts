import { expect, test } from 'vitest';
import type { RouteConfig } from '../config/schema.ts';
import { parseMatchers } from '../domain/matcher.ts';
import { decideNotifiers } from './route.ts';

function route(matchers: string, notifiers: readonly string[], rest: Partial<RouteConfig> = {}): RouteConfig {
  const parsed = parseMatchers(matchers);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { matchers: parsed.matchers, notifiers, continue: false, approvers: [], routes: [], ...rest };
}

const tree = route('', ['default'], {
  routes: [
    route('severity="critical"', ['pager'], { continue: true }),
    route('team="db"', ['db-chat'], {
      routes: [
        route('env="dev"', ['db-dev']),
        route('tier="gold"', [], { continue: true }),
        route('tier=~"gold|silver"', ['db-gold']),
      ],
    }),
    route('team="web"', []),
    route('severity="critical"', ['archive']),
    route('team=~"db|web"', ['never reached by db or web']),
  ],
});

test.each([
  ['nothing matches below', { team: 'ops' }, ['default']],
  ['no labels at all', {}, ['default']],
  ['a child without matching children', { team: 'db' }, ['db-chat']],
  ['a grandchild takes it from its parent', { team: 'db', env: 'dev' }, ['db-dev']],
  ['the first sibling wins', { team: 'db', env: 'dev', tier: 'gold' }, ['db-dev']],
  ['a route without names inherits', { team: 'web' }, ['default']],
  ['inherited names and continue add up', { team: 'db', tier: 'gold' }, ['db-chat', 'db-gold']],
  ['continue goes on to siblings', { severity: 'critical' }, ['pager', 'archive']],
  ['continue stops at the next match', { severity: 'critical', team: 'db' }, ['pager', 'db-chat']],
] as const)('%s', (_, labels, expected) => {
  expect(decideNotifiers(tree, labels)).toEqual(expected);
});

test('a notifier that several routes name is told once', () => {
  const twice = route('', ['a'], {
    routes: [route('x="1"', ['b', 'a'], { continue: true }), route('x="1"', ['b'])],
  });
  expect(decideNotifiers(twice, { x: '1' })).toEqual(['b', 'a']);
});

test('a top route with matchers that do not hold delivers to nobody', () => {
  expect(decideNotifiers(route('x="1"', ['a']), {})).toEqual([]);
});
