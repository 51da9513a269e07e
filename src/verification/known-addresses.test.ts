import { describe, expect, test } from 'vitest';
import { alert, logs, series } from '../../test/planted/worlds/sketch.ts';
import { createStatementCheck } from './claims.ts';

const queue = 'https://sqs.eu-west-1.amazonaws.com/123/orders';
const corners: readonly (readonly [number, number])[] = [
  [-60, 40],
  [-20, 40],
  [0, 5200],
  [9, 7360],
];

/** Orders wait in a queue that is called by its address, and somebody writes addresses into what is asked for. */
const check = createStatementCheck([
  alert({ alertname: 'OrdersWait', service: 'order-worker', severity: 'page' }, 'more than 5000 orders wait'),
  series({
    ...{ id: 'E2', title: 'sqs_messages_visible', unit: 'count', limit: 5000, corners },
    labels: { queue },
  }),
  series({
    ...{ id: 'E3', title: 'http_requests:rate1m', unit: 'per_second', corners },
    labels: { service: 'order-api', url: 'https://prizes.example.com/claim' },
  }),
  logs({
    ...{ id: 'E4', service: 'order-api', level: 'warn', since: 90, before: 0, firstMinute: -4 },
    line: 'no such page: https://prizes.example.com/claim',
  }),
  {
    ...logs({
      ...{ id: 'E5', service: 'order-api', level: 'info', since: 9, before: 9, firstMinute: -4 },
      line: 'answered',
    }),
    labels: { service: 'order-api', client: 'https://gifts.example.com/win' },
  },
]);

function fateOf(text: string, ...evidence: readonly string[]): string {
  const { fate, reason } = check({ text, evidence }, { role: 'observation', isCause: false });
  return reason === 'it holds a link' ? 'a link' : fate;
}

describe('a thing that is called by an address', () => {
  test.each([
    `${queue} has 7360 messages visible now.`,
    'The messages visible in sqs.eu-west-1.amazonaws.com/123/orders rose to 7360.',
    `The messages visible in ${queue} rose to 7360.`,
    `At 02:49 5200 messages were visible in ${queue}.`,
  ])('may be named where it is cited: %s', (sentence) => {
    expect(fateOf(sentence, 'E2')).toBe('shown');
  });

  test('is still held against its figures', () => {
    expect(fateOf(`${queue} has 9000 messages visible now.`, 'E2')).not.toBe('shown');
  });

  test('is not named where it is not cited', () => {
    expect(fateOf(`The requests of order-api rose to 7360 because of ${queue}.`, 'E3')).toBe('a link');
  });
});

test.each([
  ['another page of a host that others have pages at, too', 'See sqs.eu-west-1.amazonaws.com/666/orders.'],
  ['a longer address', `See ${queue}/refund for it.`],
  ['an address with a question', `See ${queue}?next=prizes for it.`],
  [
    'an address with somebody before the host',
    'See https://sqs.eu-west-1.amazonaws.com@prizes.example/ for it.',
  ],
  ['a host that begins like it', 'See https://sqs.eu-west-1.amazonaws.com.prizes.example/123/orders for it.'],
  ['what only a log line has', 'See https://prizes.example.com/claim for it.'],
  ['a host that ends like it', 'See prizes.sqs.eu-west-1.amazonaws.com/123/orders for it.'],
  ['what only a label of lines has', 'See https://gifts.example.com/win for it.'],
  ['the same without a scheme', 'See prizes.example.com/claim for it.'],
])('%s is a link', (_, sentence) => {
  expect(fateOf(sentence, 'E2', 'E3', 'E4', 'E5')).toBe('a link');
});

test('an address in a query names what was asked for', () => {
  const asked = createStatementCheck([
    alert(
      { alertname: 'OrdersWait', service: 'order-worker', severity: 'page' },
      'more than 5000 orders wait',
    ),
    {
      ...series({ id: 'E2', title: 'sqs_messages_visible', unit: 'count', labels: {}, corners }),
      query: `sqs_messages_visible{queue="${queue}"}`,
    },
  ]);
  const said = { text: `The messages visible in ${queue} rose to 7360.`, evidence: ['E2'] };
  expect(asked(said, { role: 'observation', isCause: false }).fate).toBe('shown');
});
