import type { Config } from '../config/schema.ts';
import type { Labels } from '../domain/labels.ts';
import type { Message, MessageReview } from '../domain/message.ts';
import type { GatedText } from '../domain/verdict.ts';
import { type AddressPolicy, restoreText } from '../redaction/addresses.ts';
import { mapTexts } from '../redaction/redact.ts';
import { createRedactor, type Redactor } from '../redaction/redactor.ts';
import type { AppContext } from './context.ts';

export function toAddressPolicy({ redaction }: Config): AddressPolicy {
  return { emails: redaction.emails, ipAddresses: redaction.ip_addresses };
}

/** Puts the addresses back that models did not see, where the policy lets people see them. */
export function createRestore({ redaction }: Config, placeholders: Labels): <T>(value: T) => T {
  if (!redaction.restore_in_messages || Object.keys(placeholders).length === 0) return (value) => value;
  return (value) => mapTexts(value, (text) => restoreText(text, placeholders));
}

const keepAddresses: AddressPolicy = { emails: 'keep', ipAddresses: 'keep' };

const masked: GatedText = { verdict: 'withheld', reason: 'some of it is masked in messages' };

/** An approval binds the bytes that were shown: a command of which some had to be cut out is not shown at all. */
function bindBytes(original: MessageReview | undefined, redacted: MessageReview): MessageReview {
  if (original === undefined) return { ...redacted, command: masked };
  const same = JSON.stringify(original.command) === JSON.stringify(redacted.command);
  const { id, incidentId, sha256 } = original;
  return { ...redacted, id, incidentId, sha256, command: same ? original.command : masked };
}

/** Takes out what people must not see either. */
export function createMessageRedactor(context: AppContext, placeholders: Labels = {}): Redactor {
  const { config } = context.assembly();
  const policy = config.redaction.restore_in_messages ? keepAddresses : toAddressPolicy(config);
  return createRedactor(policy, placeholders);
}

/**
 * A message as it may leave: without secrets, and without addresses if the policy keeps them from people, too; then they
 * have the `placeholders` that its analysis has. The group key and the id are identities, not text to show: they stay as they are.
 */
export async function redactMessage(
  context: AppContext,
  message: Message,
  placeholders: Labels = {},
): Promise<Message> {
  const redacted = await createMessageRedactor(context, placeholders).redact(message);
  const { groupKey, incidentId, analysisId } = message;
  const reviews = redacted.reviews.map((review, index) => bindBytes(message.reviews[index], review));
  return { ...redacted, groupKey, incidentId, analysisId, reviews };
}
