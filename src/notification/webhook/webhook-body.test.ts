import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  explainedMessage,
  hostileMessages,
  rawMessage,
  resolve,
} from '../../../test/contract/message-samples.ts';
import { decideEvent } from './decide-event.ts';
import { toWebhookBody, WebhookBody } from './webhook-body.ts';

test('every body follows the schema', () => {
  fc.assert(
    fc.property(hostileMessages, (message) => {
      WebhookBody.parse(toWebhookBody(message, 'updated'));
    }),
  );
});

test('the schema can be given to others as JSON Schema', () => {
  expect(z.toJSONSchema(WebhookBody)).toMatchObject({ title: 'llm-alert-bridge webhook, version 1' });
});

const told = (explained: boolean, resolved: boolean) => ({ explained, resolved });

test.each([
  ['the first post of a firing alert', rawMessage, null, 'opened'],
  ['the first post when it is explained already', explainedMessage, null, 'opened'],
  ['the first post when it is over already', resolve(rawMessage), null, 'resolved'],
  ['the explanation', explainedMessage, told(false, false), 'explained'],
  ['anything else while firing', explainedMessage, told(true, false), 'updated'],
  ['the end', resolve(explainedMessage), told(true, false), 'resolved'],
  ['an explanation after the end', resolve(explainedMessage), told(false, true), 'explained'],
] as const)('%s', (_, message, handle, event) => {
  expect(decideEvent(message, handle).event).toBe(event);
});
