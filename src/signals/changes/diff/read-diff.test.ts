import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ObservedChange } from '../../../domain/observation.ts';
import { parseDiff } from './parse-diff.ts';
import { readChange } from './read-change.ts';
import { parseQuantity } from './value-changes.ts';

function change(diff: string | null, given: Partial<ObservedChange> = {}): ObservedChange {
  return {
    ...{ key: 'c', id: 'c1', timeMs: 0, kind: 'commit', service: null, version: null, author: null },
    ...{ summary: null, files: [], diff },
    ...given,
  };
}

/** A diff of one hunk: lines with their sign. */
function diffOf(file: string, ...lines: readonly string[]): string {
  return [`--- a/${file}`, `+++ b/${file}`, '@@ -1,9 +1,9 @@ func handle() {', ...lines].join('\n');
}

describe('a diff', () => {
  test('is read hunk by hunk, comments and what only moved left out', () => {
    const [hunk, ...rest] = parseDiff(
      diffOf(
        'cart/pool.go',
        ' kept()',
        '-// old words',
        '+// new words',
        '-moved()',
        '+limit := 5',
        '+moved()',
      ),
      [],
    );
    expect(rest).toEqual([]);
    expect(hunk).toMatchObject({
      file: 'cart/pool.go',
      added: ['limit := 5'],
      removed: [],
      kept: ['kept()'],
    });
  });

  test('of any text is read without falling over', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '@@ -1 +1 @@',
        '--- a/x',
        '+++ b/x',
        'diff --git a b',
        '+a = 1',
        '-a = 2',
        '\\ No newline',
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const { harm } = readChange(change(lines.join('\n')));
        expect(harm.share).toBeGreaterThanOrEqual(0);
        expect(harm.share).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('a value', () => {
  test.each([
    ['15 * time.Minute', 900],
    ['time.Second', 1],
    ['"500ms"', 0.5],
    ['2Gi', 2_147_483_648],
    ['1_000', 1000],
    ['Duration.ofSeconds(30)', 30],
    ['hello', null],
  ])('%s is %d', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  test.each([
    ['a setting', 'x/values.yaml', '  MAX_CONNS: "50"', '  MAX_CONNS: "10"', 'MAX_CONNS', 'down'],
    ['a constant', 'x.go', 'const TTL = 15 * time.Minute', 'const TTL = 15 * time.Second', 'TTL', 'down'],
    ['a switch', 'x.toml', 'verify = true', 'verify = false', 'verify', 'down'],
    [
      'a directive',
      'nginx.conf',
      'client_max_body_size 5m;',
      'client_max_body_size 50m;',
      'client_max_body_size',
      'up',
    ],
    ['a word', 'x.yaml', 'level: info', 'level: debug', 'level', 'changed'],
    [
      'an argument',
      'x.go',
      'pool.SetMaxOpenConns(50)',
      'pool.SetMaxOpenConns(5)',
      'pool.SetMaxOpenConns',
      'down',
    ],
  ])('that changes is found as %s', (_, file, before, after, key, direction) => {
    const { values } = readChange(change(diffOf(file, `-${before}`, `+${after}`)));
    expect(values).toHaveLength(1);
    expect(values[0]).toMatchObject({ key, direction });
  });

  test('that means the same in another unit has not changed', () => {
    const { values } = readChange(change(diffOf('x.yaml', '-timeout: 60s', '+timeout: 1m')));
    expect(values).toEqual([]);
  });
});

describe('what code does', () => {
  test.each([
    ['guard_removed', 'x.go', ['-if resp.Auth == nil {', '-return errNoAuth', '-}']],
    ['call_in_loop', 'x.go', ['+for _, id := range ids {', '+item, err := db.Query(ctx, id)', '+}']],
    ['unbounded_growth', 'x.py', ['+SEEN = []', ' def f(x):', '+    SEEN.append(x)']],
    ['release_removed', 'x.go', ['-defer rows.Close()']],
    ['lock_order', 'x.go', ['-a.Lock()', '-b.Lock()', '+b.mu.Lock()', '+a.mu.Lock()']],
    ['index_dropped', 'm.sql', ['+DROP INDEX idx_users_email;']],
    ['backoff_removed', 'x.py', ['-time.sleep(backoff(n))', '+continue']],
    ['init_removed', 'x.go', ['-m := make(map[string]int)', '+var m map[string]int']],
    ['time_zone', 'x.py', ['-datetime.now(tz)', '+datetime.utcnow()']],
  ] as const)('%s is seen in %s', (trait, file, lines) => {
    const { traits } = readChange(change(diffOf(file, ...lines)));
    expect(traits.map((found) => found.trait)).toContain(trait);
  });

  test('a container with a bound does not grow', () => {
    const lines = ['+SEEN = deque(maxlen=100)', ' def f(x):', '+    SEEN.append(x)'];
    const { traits } = readChange(change(diffOf('x.py', ...lines)));
    expect(traits.map((found) => found.trait)).not.toContain('unbounded_growth');
  });
});

describe('a change that can do nothing', () => {
  test.each([
    ['documentation', change(diffOf('README.md', '+Timeouts are 2 s.'))],
    ['tests', change(diffOf('cart/pool_test.go', '+pool := New(1)'))],
    ['comments', change(diffOf('cart/pool.go', '+// the pool holds ten'))],
    ['moved lines', change(diffOf('cart/pool.go', '-a()', ' b()', '+a()'))],
    ['another environment', change(diffOf('deploy/staging/values.yaml', '-replicas: 5', '+replicas: 1'))],
    ['appearance', change(diffOf('web/theme.css', '-color: red', '+color: blue'))],
    ['files, without a diff', change(null, { files: ['docs/pool.md'] })],
  ])('is one of %s', (_, harmless) => {
    const { harm } = readChange(harmless);
    expect(harm.share).toBe(0);
    expect(harm.reason).toMatch(/^it /);
  });

  test.each([
    ['a local name', change(diffOf('x.go', '-req, err := decode(r)', '+request, err := decode(r)')), 0.05],
    ['more metrics', change(diffOf('x.go', '+metrics.Hits.Inc()')), 0.1],
    [
      'a function of its own',
      change(
        diffOf(
          'x.go',
          '-w.Set("a")',
          '-w.Write(items)',
          '+writeAll(w, items)',
          '+func writeAll(w W, v any) {',
          '+w.Set("a")',
          '+w.Write(v)',
          '+}',
        ),
      ),
      0.1,
    ],
    ['a patch version', change(diffOf('go.mod', '-mux v1.8.0', '+mux v1.8.1')), 0.2],
    ['an index without a lock', change(diffOf('m/1.sql', '+CREATE INDEX CONCURRENTLY i ON t (a);')), 0.1],
  ])('or hardly anything: %s', (_, small, share) => {
    expect(readChange(small).harm.share).toBe(share);
  });

  test.each([
    ['a setting', change(diffOf('deploy/values.yaml', '-replicas: 5', '+replicas: 1'))],
    ['another function', change(diffOf('x.go', '-return sum(items)', '+return total(items)'))],
    [
      'a function of its own that does more',
      change(
        diffOf(
          'x.go',
          '-w.Write(items)',
          '+writeAll(w, items)',
          '+func writeAll(w W, v any) {',
          '+w.Write(v)',
          '+audit(v)',
          '+}',
        ),
      ),
    ],
    ['an index with a lock', change(diffOf('m/1.sql', '+CREATE INDEX i ON t (a);'))],
    ['nothing that is known', change(null, { summary: 'v2.4' })],
  ])('is not one of %s', (_, real) => {
    expect(readChange(real).harm.share).toBe(1);
  });
});

test('code that became a method of its own, with a name for its number, has only moved', () => {
  const { harm } = readChange(
    change(
      [
        '--- a/Assembler.java\n+++ b/Assembler.java\n@@ -8,9 +8,5 @@',
        '   Timeline assemble(List<Post> posts) {',
        '-    Map<Id, Profile> profiles = new HashMap<>();',
        '-    for (List<Id> chunk : Lists.partition(idsOf(posts), 50)) {',
        '-      profiles.putAll(client.getProfiles(chunk));',
        '-    }',
        '+    Map<Id, Profile> profiles = hydrator.authorsOf(posts);',
        '     return Timeline.of(posts, profiles);',
        '--- a/Hydrator.java\n+++ b/Hydrator.java\n@@ -1,0 +2,9 @@',
        '+  private static final int CHUNK = 50;',
        '+  Map<Id, Profile> authorsOf(List<Post> posts) {',
        '+    Map<Id, Profile> out = new HashMap<>();',
        '+    for (List<Id> chunk : Lists.partition(idsOf(posts), CHUNK)) {',
        '+      out.putAll(client.getProfiles(chunk));',
        '+    }',
        '+    return out;',
        '+  }',
      ].join('\n'),
    ),
  );
  expect(harm).toMatchObject({ share: 0.1, reason: 'it only moves code into a function of its own' });
});

test('code that became a method of its own, in smaller pieces, did more than move', () => {
  const { harm } = readChange(
    change(
      [
        '--- a/A.java\n+++ b/A.java\n@@ -8,9 +8,5 @@',
        '-    for (List<Id> chunk : Lists.partition(idsOf(posts), 50)) {',
        '-      profiles.putAll(client.getProfiles(chunk));',
        '-    }',
        '+    load(posts, profiles);',
        '+  void load(List<Post> posts, Map<Id, Profile> profiles) {',
        '+    for (Id id : idsOf(posts)) {',
        '+      profiles.put(id, client.getProfile(id));',
        '+    }',
        '+  }',
      ].join('\n'),
    ),
  );
  expect(harm.share).toBe(1);
});

test.each(['ops/alerts/cart.yaml', 'monitoring/grafana/cart.json', 'deploy/cart-alert-rules.yml'])(
  'an alert rule or dashboard does nothing to what runs: %s',
  (file) => {
    const { harm } = readChange(change(diffOf(file, '-  summary: "slow"', '+  summary: "p99 of pool"')));
    expect(harm).toMatchObject({ share: 0, reason: 'it only touches alert rules and dashboards' });
  },
);

test('what a test says beside a change is no part of what the change does', () => {
  const { values } = readChange(
    change(`${diffOf('a/key.go', '-a()', '+b()')}\n${diffOf('a/key_test.go', '-wait: 5', '+wait: 50')}`),
  );
  expect(values).toEqual([]);
});

test.each([
  ['keys of a cache', 'cart/cache.go', '-key := "a:" + id', '+key := "b:" + id', true],
  ['an attribute of a page', 'web/row.tsx', '-<li key={a.id}>', '+<li key={b.id}>', false],
])('a key of a cache: %s', (_, file, before, after, expected) => {
  const { traits } = readChange(change(diffOf(file, before, after)));
  expect(traits.some(({ trait }) => trait === 'cache_key')).toBe(expected);
});

test.each([
  ['x := pool.Get().(*bytes.Buffer)', false],
  ['if !started.Load() {', false],
  ['.signatureDuration(props.getLinkTtl())', false],
  ['user := userClient.get()', true],
  ['var all = repository.load()', true],
])('whether %s goes out', (line, expected) => {
  const { traits } = readChange(change(diffOf('a/b.go', `+${line}`)));
  expect(traits.some(({ trait }) => trait === 'call_added')).toBe(expected);
});

test.each([
  ['MaxConns = 32', 'MaxConns = 2 * int32(runtime.GOMAXPROCS(0))', '32', '2 * int32(runtime.GOMAXPROCS(0))'],
  ['pool_size: 40', 'pool_size: cpus / 2', '40', 'cpus / 2'],
  ['db.SetMaxOpenConns(40)', 'db.SetMaxOpenConns(cfg.Workers + 1)', '40', 'cfg.Workers + 1'],
])('a number that is now reckoned has changed: %s', (before, after, from, to) => {
  const { values } = readChange(change(diffOf('db/pool.go', `-${before}`, `+${after}`)));
  expect(values).toMatchObject([{ from, to, direction: 'changed' }]);
});

test('what begins at nothing and is now reckoned is no setting', () => {
  const { values } = readChange(change(diffOf('a.go', '-total = 0', '+total = sum(items) + 1')));
  expect(values).toEqual([]);
});

test('of settings, the one comes first that was moved most, either way', () => {
  const { values } = readChange(
    change(
      diffOf(
        'deploy/client.yaml',
        '-connect_timeout_ms: 500',
        '+connect_timeout_ms: 250',
        '-read_timeout_ms: 3000',
        '+read_timeout_ms: 700',
        '-max_idle: 4',
        '+max_idle: 6',
      ),
    ),
  );
  expect(values.map(({ key }) => key)).toEqual(['read_timeout_ms', 'connect_timeout_ms', 'max_idle']);
});

test.each([
  ['if n, ok := s.names.Get(id); ok {', false],
  ['n, err := s.profiles.Get(ctx, id)', true],
])('%s: calls something that is elsewhere? %s', (line, isCall) => {
  const { traits } = readChange(change(diffOf('names.go', `+${line}`)));
  expect(traits.some(({ trait }) => trait === 'call_added')).toBe(isCall);
});

test('another key of a message splits the load otherwise', () => {
  const { traits } = readChange(
    change(
      diffOf(
        'Publisher.java',
        '-    new ProducerRecord<>(TOPIC, order.getId(), event);',
        '+    new ProducerRecord<>(TOPIC, order.getWarehouse(), event);',
      ),
    ),
  );
  expect(traits.map(({ trait }) => trait)).toContain('partition_key');
});
