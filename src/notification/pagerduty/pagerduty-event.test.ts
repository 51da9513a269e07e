import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainedMessage, hostileMessages, rawMessage } from '../../../test/contract/message-samples.ts';
import { listExplanation, toNote, toTrigger } from './pagerduty-event.ts';

test('any message fits into an event and a note', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      const event = toTrigger(message, 'key');
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(500_000);
      expect(event.payload.summary.length).toBeLessThanOrEqual(1024);
      expect(event.payload.summary).not.toBe('');
      expect(event.payload.source).not.toBe('');
      expect(event.payload.summary).not.toMatch(/\p{Cc}|\p{Cf}/u);
      expect(event.links.every(({ href }) => /^https?:\/\//.test(href))).toBe(true);
      if (message.analysis.state === 'done') {
        expect(toNote(message.analysis, 'hash').length).toBeLessThan(200_000);
      }
    }),
  );
});

test('the first event says what is wrong, where and since when', () => {
  const { payload } = toTrigger(rawMessage, 'key');
  expect(payload.summary).toBe('/var on node-3 will be full within 4 hours');
  expect(payload.source).toBe('node-3 /var');
  expect(payload.severity).toBe('critical');
  expect(payload.timestamp).toBe('2026-11-23T02:41:07Z');
  expect(payload.custom_details['Explanation']).toBe('analysing…');
});

test('the explanation carries commands as suggestions and the mark of what is unverified', () => {
  const { analysis } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const sections = new Map(listExplanation(analysis));
  expect(sections.get('What to do')).toEqual([
    'Roll checkout-api back.\nsuggestion, not executed: kubectl rollout undo deployment/checkout-api',
    'Shrink the log.\ncommand withheld: it writes to a file',
  ]);
  expect(sections.get('Impact')?.[0]).toBe('high: PostgreSQL stops at about 06:30 UTC. ⚠ unverified');
  expect(toNote(analysis, 'abcdef0123456789')).toMatch(/\[llm-alert-bridge abcdef012345\]$/);
});
