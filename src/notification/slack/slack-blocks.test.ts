import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  explainedMessage,
  hostileMessages,
  rawMessage,
  resolve,
} from '../../../test/contract/message-samples.ts';
import { findSlackProblem } from '../../../test/fakes/slack-limits.ts';
import type { Message } from '../../domain/message.ts';
import { renderSlack as render, renderSlackResolved, type SlackContent, toTextOnly } from './slack-blocks.ts';

const renderSlack = (message: Message, buttons = true): SlackContent => render(message, { buttons });

function listTexts({ text, blocks }: SlackContent): readonly string[] {
  return [
    text,
    ...blocks.flatMap((block) => {
      if (block.type === 'actions') return block.elements.map((button) => button.text.text);
      return block.type === 'context' ? block.elements.map((element) => element.text) : [block.text.text];
    }),
  ];
}

const shown = (message: Message): string => toTextOnly(renderSlack(message)).text;

const code = /```\n[\s\S]*?\n```/g;

/** What is left of a text when the links that we make ourselves are taken away. */
const withoutLinks = (text: string): string => text.replaceAll(/<https?:\/\/[^<>|\s]+\|[^<>|]*>/g, '');

test('whatever the message holds, Slack takes it and nothing in it mentions, links or hides', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      for (const content of [
        renderSlack(message),
        renderSlack(message, false),
        renderSlackResolved(message),
      ]) {
        expect(findSlackProblem(content.text, content.blocks)).toBeUndefined();
        expect(JSON.stringify(content.blocks).length).toBeLessThanOrEqual(13_200);
        for (const text of listTexts(content)) {
          expect(text.length).toBeLessThan(3000);
          expect(withoutLinks(text)).not.toMatch(/[<>]/);
          expect(text).not.toMatch(/&(?!amp;|lt;|gt;)/);
          expect(text).not.toMatch(/(?!\n|\t)\p{Cc}|\p{Cf}|\p{Cs}/u);
          expect(text.replaceAll(code, '')).not.toMatch(/@(here|channel|everyone)\b/i);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('the text-only form of any message fits', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      const plain = toTextOnly(renderSlack(message));
      expect(findSlackProblem(plain.text, plain.blocks)).toBeUndefined();
      expect(plain.text).not.toBe('');
    }),
  );
});

test('code fences are always closed', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      for (const text of listTexts(renderSlack(message))) {
        expect((text.match(/```/g) ?? []).length % 2).toBe(0);
        expect(text.replaceAll(code, '')).not.toContain('`');
      }
    }),
  );
});

test('a raw message says what, since when and that more is coming', () => {
  const text = shown(rawMessage);
  expect(text).toContain('🔴 CRITICAL · /var on node-3 will be full within 4 hours');
  expect(text).toContain('since 02:41 UTC (31 s)');
  expect(text).toContain('analysing…');
  expect(text).toContain('<https://runbooks.example.com/disk?a=1&amp;b=2|Runbook>');
});

test('an explained message tells cause, evidence, what to do and what to check, in this order', () => {
  const text = shown(explainedMessage);
  const order = [
    'CRITICAL',
    'since 02:41',
    '*Likely cause:*',
    'claims checked',
    '*What to do*',
    '*What to check*',
    '$0.009',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('an unverified sentence is marked and a verified one is not', () => {
  const text = shown(explainedMessage);
  expect(text).toContain('PostgreSQL stops at about 06:30 UTC.  ⚠ unverified');
  expect(text.match(/⚠ unverified/g)).toHaveLength(1);
});

test('a step that only repeats a finding is left out, and the alert keeps its own words', () => {
  const { analysis } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const [finding = ''] = analysis.findings;
  const repeated = { text: `${finding}.`, verified: true, command: null, promql: null };
  const investigation = [repeated, ...analysis.investigation];
  const text = shown({ ...explainedMessage, analysis: { ...analysis, investigation } });
  expect(text.split(finding)).toHaveLength(2);
  expect(text).toContain('1. See whether other nodes grow as well.');
  expect(text).toContain('\nAlert: /var on node-3 will be full within 4 hours');
});

test('an impact that only repeats the headline is left out', () => {
  const { analysis, headline } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const impact = { level: 'high' as const, verified: true, text: `${headline.text}.` };
  expect(shown({ ...explainedMessage, analysis: { ...analysis, impact } })).not.toContain('*Impact');
});

test('a command is a suggestion in a code block, and a withheld one says why', () => {
  const text = shown(explainedMessage);
  expect(text).toContain(
    '*What to do* _(suggestion, not executed)_\n1. Roll checkout-api back.\n```\nkubectl rollout undo deployment/checkout-api\n```',
  );
  expect(text).toContain('command withheld: it writes to a file');
  expect(text).toContain('```\nderiv(node_filesystem_avail_bytes[30m]) &lt; 0\n```');
});

test.each([
  ['has a fence of its own', 'echo ``` <!channel>'],
  ['has characters that nobody sees', 'ls \u202e/tmp'],
  ['is too long to be seen whole', `ls ${'a'.repeat(2000)}`],
])('a command that %s is withheld, never cut', (_, command) => {
  const { analysis } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const step = {
    text: 'Look.',
    verified: true,
    command: { verdict: 'shown' as const, text: command },
    promql: null,
  };
  const text = shown({
    ...explainedMessage,
    analysis: { ...analysis, remediation: [step], investigation: [] },
  });
  expect(text).toContain('command withheld');
  expect(text).not.toContain('```');
});

test('a resolved message looks different at first sight and says how long it lasted', () => {
  const text = shown(resolve(explainedMessage));
  expect(text).toContain('✅ RESOLVED · checkout-api debug log');
  expect(text).toContain('02:41 UTC to 03:07 UTC, lasted 26 min');
  expect(text).not.toContain('CRITICAL');
});

test('what is left out is said', () => {
  const { analysis } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const many = Array.from({ length: 7 }, () => analysis.remediation[0]).filter((step) => step !== undefined);
  const text = shown({ ...explainedMessage, analysis: { ...analysis, remediation: many } });
  expect(text).toContain('… 3 more steps cut');
  const alerts = Array.from({ length: 9 }, (_, index) => ({
    name: 'Down',
    status: 'firing' as const,
    target: `pod-${index}`,
    summary: 'is down',
    startsAtMs: null,
  }));
  expect(shown({ ...rawMessage, alerts, firingCount: 9, truncatedAlerts: 8 })).toContain('+12 more');
});

test('without a model the findings take the place of steps', () => {
  const { analysis } = explainedMessage;
  if (analysis.state !== 'done') throw new Error('the sample is explained');
  const text = shown({
    ...explainedMessage,
    analysis: { ...analysis, rung: 'deterministic', rungReason: 'the model timed out' },
  });
  expect(text).toContain('*What was measured*\n• /var falls since 02:02 UTC');
  expect(text).toContain('explained by code alone, without a model: the model timed out');
});

test('links that disguise where they lead are left out', () => {
  const urls = [
    'javascript:alert(1)',
    'https://good.example@evil.example/',
    'not a url',
    'file:///etc/passwd',
  ];
  const content = renderSlack({ ...rawMessage, links: urls.map((url) => ({ title: 'Runbook', url })) });
  expect(JSON.stringify(content)).not.toContain('Runbook');
});
