import { describe, expect, test } from 'vitest';
import { mesh } from '../../../../test/planted/worlds/mesh.ts';
import { sampleEvidence, sampleFact } from '../../../../test/samples.ts';
import { createGrounds } from '../grounds.ts';
import { createLibrary } from './library.ts';
import { readClaims } from './read-claims.ts';

const library = createLibrary(createGrounds(mesh));

/** What is ruled on each relation of a sentence: true, or what the evidence has instead. */
function judge(sentence: string, ...cited: readonly string[]): readonly (string | boolean | null)[] {
  return readClaims(sentence, { library, cited: new Set(['E1', ...cited]) })
    .filter(({ kind }) => kind === 'relation')
    .map(({ ruling }) => (ruling.holds === false ? (ruling.actual ?? false) : ruling.holds !== 'silent'));
}

describe('who depends on whom', () => {
  test.each([
    ['order-api depends on stock-api.'],
    ['order-api, which directly calls price-api, is slow.'],
    ['stock-api, on which order-api depends, is slow.'],
    ['stock-api is one of order-api’s dependencies.'],
    ['Requests pass through shop-web, a caller of order-api.'],
    ['edge-proxy reaches stock-api over shop-web.'],
    ['stock-api sits behind edge-proxy.'],
    ['Only depot-sync and order-api depend on stock-api.'],
  ])('"%s" is found', (sentence) => {
    const rulings = judge(sentence, 'E2');
    expect(rulings.length).toBeGreaterThan(0);
    expect(new Set(rulings)).toEqual(new Set([true]));
  });

  test.each([
    ['stock-api depends on order-api.', 'order-api depends on stock-api'],
    ['Stock-api calls shop-web.', 'shop-web depends on Stock-api'],
    ['callers of order-api such as stock-api', 'order-api depends on stock-api'],
    ['stock-api depends on price-api.', 'no such dependency is known'],
    ['nothing depends on stock-api', 'order-api, depot-sync'],
    ['order-api does not call price-api', 'order-api depends on price-api'],
  ])('"%s" is not so', (sentence, actual) => {
    expect(judge(sentence, 'E2')).toEqual([actual]);
  });

  test.each([
    // The topology asks about two services and says nothing of others.
    ['price-api depends on depot-sync.'],
    ['price-api may depend on order-api.'],
    ['It is not known whether price-api depends on order-api.'],
    // "Upstream" is said of callers and of what is called.
    ['order-api and its upstream stock-api are slow.'],
    // The list ends with what the next clause is about.
    ['order-api depends on price-api and shop-web is slow.'],
  ])('"%s": nothing is said of what is unsure', (sentence) => {
    expect(judge(sentence, 'E2').filter((ruling) => ruling !== true)).toEqual([]);
  });

  test('a topology that is not cited counts as well', () => {
    expect(judge('stock-api depends on order-api.', 'E4')).toEqual(['order-api depends on stock-api']);
  });
});

test.each([
  ['order-api depends on two services.', [true]],
  ['order-api depends on 5 services.', ['2']],
  ['Two services depend on stock-api.', [true]],
  ['Four services depend on stock-api.', [true]],
  ['stock-api has seven direct callers.', ['2']],
  // Those that matter may be fewer.
  ['price-api and one more service of order-api are well.', []],
])('"%s": what depends on what is counted', (sentence, expected) => {
  const rulings = readClaims(sentence, { library, cited: new Set(['E1', 'E2']) })
    .filter(({ kind }) => kind === 'figure')
    .map(({ ruling }) => (ruling.holds === false ? ruling.actual : ruling.holds));
  expect(rulings).toEqual(expected);
});

describe('whose log lines they are', () => {
  test.each([
    ['shop-web warned of a slow upstream stock-api.', ['E8'], 'order-api'],
    ['The pool was exhausted, as was logged by order-api.', ['E10'], 'stock-api'],
    ['order-api warned that its upstream price-api was slow.', ['E8'], 'stock-api'],
    ['price-api logged 11 error lines.', ['E11'], 'level info'],
  ])('"%s" is not so', (sentence, cited, actual) => {
    expect(judge(sentence, ...cited)).toEqual([actual]);
  });

  test.each([
    ['order-api warned of a slow upstream stock-api.', ['E8']],
    ['shop-web logged that order-api answered 504.', ['E9']],
    // Its own lines say so, though others are cited.
    ['order-api warned that its budget was used up.', ['E10']],
    ['shop-web reported a p95 of 2.9 s.', ['E3']],
    ['It is not clear whether price-api logged anything of it.', ['E10']],
  ])('"%s" stays', (sentence, cited) => {
    expect(judge(sentence, ...cited)).toEqual([]);
  });
});

describe('whom it happened to', () => {
  test('a state that the evidence tells of another is not so', () => {
    expect(judge('The shop-web pods were OOMKilled.', 'E7')).toEqual(['stock-api']);
  });

  test.each([['The stock-api pods were OOMKilled.'], ['The shop-web pods were not OOMKilled.']])(
    '"%s" stays',
    (sentence) => {
      expect(judge(sentence, 'E7')).toEqual([]);
    },
  );
});

describe('whom the alert is about', () => {
  test.each([
    ['OrderApiSlow fires for stock-api.', 'order-api'],
    ['The alert has been firing for shop-web since 02:49.', 'order-api'],
    ['The alert concerns price-api.', 'order-api'],
  ])('"%s" is not so', (sentence, actual) => {
    expect(judge(sentence, 'E4')).toEqual([actual]);
  });

  test.each([
    ['OrderApiSlow fires for order-api.'],
    ['The alert is not about stock-api.'],
    ['The alert fired because of stock-api.'],
  ])('"%s" stays', (sentence) => {
    expect(judge(sentence, 'E4')).toEqual([]);
  });
});

describe('which change holds what', () => {
  test.each([
    ['r2232 introduced the call of GetQuantity.', ['E12', 'E13'], false],
    ['The commit took GetQuantity out of the loop.', ['E14'], 'the diff adds it'],
    ['The commit added StockFlags.', ['E14'], 'the diff removes it'],
    ['omar.said switched order_bulk_lookup from off to on.', ['E16'], 'order_bulk_lookup on → off'],
    ["omar.said's commit changed GetQuantity.", ['E14', 'E15'], false],
    ['order_bulk_lookup was enabled by omar.said.', ['E16'], 'order_bulk_lookup on → off'],
  ])('"%s" is not so', (sentence, cited, actual) => {
    expect(judge(sentence, ...cited)).toEqual([actual]);
  });

  test.each([
    ['r2231 introduced the call of GetQuantity.', ['E12', 'E13']],
    ['r2232 did not introduce GetQuantity.', ['E12', 'E13']],
    ['The commit took StockFlags out and put GetQuantity in.', ['E14']],
    ['omar.said switched order_bulk_lookup from on to off.', ['E16']],
    ['Once order_bulk_lookup is enabled again, stock-api gets fewer calls.', ['E16']],
  ])('"%s" stays', (sentence, cited) => {
    expect(judge(sentence, ...cited)).toEqual([]);
  });
});

test.each([
  [
    'The deploy changed MaxWait from 15 seconds to 15 minutes.',
    ['maxwait 15 * time.minute → 15 * time.second'],
  ],
  ['The deploy changed MaxWait from 15 minutes to 15 seconds.', []],
  ['The deploy switched sample_rate from 1.0 to 0.1.', ['sample_rate 0.1 → 1.0']],
  ['To end it, set sample_rate from 1.0 back to 0.1.', []],
  ['The deploy introduced a check.', ['its diff removed it']],
  ['The deploy removed a check.', []],
])('"%s" is held against what the diff changed', (sentence, actual) => {
  const deploy = sampleEvidence({
    id: 'E2',
    kind: 'change',
    title: 'deploy api v1.2.0',
    facts: [
      sampleFact({ name: 'effect', text: 'its diff changed MaxWait 15 * time.Minute → 15 * time.Second' }),
      sampleFact({ name: 'effect', text: 'its diff removed a check: if x == nil {' }),
      sampleFact({ name: 'diff', text: 'diff:\n@@ a.yaml @@\n-  sample_rate: 0.1\n+  sample_rate: 1.0' }),
    ],
  });
  const own = createLibrary(createGrounds([deploy]));
  const rulings = readClaims(sentence, { library: own, cited: new Set(['E2']) }).flatMap(
    ({ kind, ruling }) => (kind === 'relation' && ruling.holds === false ? [ruling.actual] : []),
  );
  expect(rulings).toEqual(actual);
});

test('a name made like those of the evidence, that is in none of it, is no name', () => {
  const evidence = mesh.map((item) => ({
    ...item,
    labels: Object.fromEntries(
      Object.entries(item.labels).map(([label, value]) => [label, value.replace(/-api$/, 'service')]),
    ),
  }));
  const question = { library: createLibrary(createGrounds(evidence)), cited: new Set(['E2']) };
  const names = (sentence: string): readonly string[] =>
    readClaims(sentence, question).flatMap(({ kind, text, ruling }) =>
      kind === 'name' && ruling.holds === false ? [text] : [],
    );
  expect(names('orderservice waits for couponservice.')).toEqual(['couponservice']);
  expect(names('orderservice is a microservice.')).toEqual([]);
});
