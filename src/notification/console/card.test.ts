import fc from 'fast-check';
import pc from 'picocolors';
import { expect, test } from 'vitest';
import {
  explainedMessage,
  hostileMessages,
  rawMessage,
  resolve,
} from '../../../test/contract/message-samples.ts';
import { renderCard, renderClosingCard } from './card.ts';

const plain = { colors: pc.createColors(false), width: 100 };

test('no message sends anything to the terminal but text', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      for (const card of [renderCard(message, plain), renderClosingCard(message, plain)]) {
        expect(card).not.toMatch(/(?!\n)\p{Cc}|\p{Cf}/u);
      }
    }),
    { numRuns: 50 },
  );
});

test.each([40, 60, 100])('no line is wider than %i columns', (width) => {
  fc.assert(
    fc.property(fc.constantFrom(rawMessage, explainedMessage, resolve(explainedMessage)), (message) => {
      const card = renderCard(message, { ...plain, width });
      expect(Math.max(...card.split('\n').map((line) => line.length))).toBeLessThanOrEqual(width);
    }),
  );
});

test('a card reads from what is wrong to what to do', () => {
  const card = renderCard(explainedMessage, plain);
  const order = [
    'CRITICAL',
    'checkout-api debug log',
    'since 02:41',
    'Likely cause',
    'Evidence',
    'What to do',
    '$ kubectl',
  ];
  const places = order.map((part) => card.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(card).toContain('suggestion, not executed');
  expect(card).toContain('06:30 UTC. ⚠\u00a0unverified');
});

test('colours are only there when wanted', () => {
  const esc = String.fromCharCode(27);
  expect(renderCard(rawMessage, plain)).not.toContain(esc);
  expect(renderCard(rawMessage, { ...plain, colors: pc.createColors(true) })).toContain(esc);
});
