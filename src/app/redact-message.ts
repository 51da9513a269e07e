import type { Config } from '../config/schema.ts';
import type { Labels } from '../domain/labels.ts';
import type { Message } from '../domain/message.ts';
import { type AddressPolicy, restoreText } from '../redaction/addresses.ts';
import { mapTexts } from '../redaction/redact.ts';
import { createRedactor } from '../redaction/redactor.ts';
import type { AppContext } from './context.ts';

export function toAddressPolicy({ redaction }: Config): AddressPolicy {
  return { emails: redaction.emails, ipAddresses: redaction.ip_addresses };
}

const keepAddresses: AddressPolicy = { emails: 'keep', ipAddresses: 'keep' };

/**
 * A message as it may leave: without secrets, and with the addresses that models did not see put back or kept out, as
 * the policy wants. The group key and the id are identities, not text to show: they stay as they are.
 */
export async function redactMessage(
  context: AppContext,
  message: Message,
  placeholders: Labels = {},
): Promise<Message> {
  const { config } = context.assembly();
  const restored = config.redaction.restore_in_messages;
  const redacted = restored
    ? await createRedactor(keepAddresses).redact(mapTexts(message, (text) => restoreText(text, placeholders)))
    : await createRedactor(toAddressPolicy(config), placeholders).redact(message);
  return { ...redacted, groupKey: message.groupKey, incidentId: message.incidentId };
}
