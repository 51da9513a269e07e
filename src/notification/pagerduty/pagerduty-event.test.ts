import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainedMessage, hostileMessages, rawMessage } from '../../../test/contract/message-samples.ts';
import type { Message, MessageReview } from '../../domain/message.ts';
import { listExplanation, listWaiting, toNote, toTrigger } from './pagerduty-event.ts';

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
        expect(toNote(message.analysis, { hash: 'hash', waiting: listWaiting(message) }).length).toBeLessThan(
          200_000,
        );
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
  expect(toNote(analysis, { hash: 'abcdef0123456789', waiting: [] })).toMatch(
    /\[llm-alert-bridge abcdef012345\]$/,
  );
});

const waitingReview: MessageReview = {
  id: 'r1',
  incidentId: '0199-disk',
  command: { verdict: 'shown', text: 'kubectl rollout undo deployment/checkout-api' },
  sha256: 'a'.repeat(64),
  effect: 'goes back one revision',
  dryRun: null,
  undo: null,
  purpose: 'the deploy is the likely cause',
  state: 'pending',
  createdAtMs: 0,
  expiresAtMs: 1,
  decidedAtMs: null,
  decidedBy: null,
  decidedVia: null,
  reason: null,
  outcome: null,
  outcomeBy: null,
};

test('a command that waits is shown with a link to where it is decided', () => {
  const url = 'https://bridge.example.com/incidents/0199-disk';
  const message: Message = {
    ...explainedMessage,
    links: [{ title: 'Incident', url }],
    reviews: [waitingReview, { ...waitingReview, id: 'r2', state: 'approved' }],
  };
  const line = `kubectl rollout undo deployment/checkout-api · goes back one revision · decide: ${url}`;
  expect(toTrigger(message, 'key').payload.custom_details['Waits for a decision']).toEqual([line]);
  if (message.analysis.state !== 'done') throw new Error('the sample is explained');
  const note = toNote(message.analysis, { hash: 'hash', waiting: listWaiting(message) });
  expect(note).toContain(`Waits for a decision: ${line}`);
  expect(listWaiting({ ...message, links: [] })[0]).toContain('decide on the page');
});
