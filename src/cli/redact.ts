import { text } from 'node:stream/consumers';
import type { AddressPolicy } from '../redaction/addresses.ts';
import { createRedactor } from '../redaction/redactor.ts';
import { readConfig } from './environment.ts';

function readPolicy(config: string | undefined): AddressPolicy {
  if (config === undefined) return { emails: 'mask', ipAddresses: 'keep' };
  const { redaction } = readConfig(config);
  return { emails: redaction.emails, ipAddresses: redaction.ip_addresses };
}

/** `3 secrets (1 jwt, 2 password), 4 addresses masked` */
function summarise(counts: ReadonlyMap<string, number>, addresses: number): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const kinds = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([kind, count]) => `${count} ${kind}`);
  const list = kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
  return `${total} ${total === 1 ? 'secret' : 'secrets'} redacted${list}, ${addresses} ${addresses === 1 ? 'address' : 'addresses'} masked`;
}

/** `redact`: standard input as it would leave the building. */
export async function redactInput(options: { readonly config?: string }): Promise<number> {
  const redactor = createRedactor(readPolicy(options.config));
  process.stdout.write(await redactor.redact(await text(process.stdin)));
  process.stderr.write(`${summarise(redactor.counts(), Object.keys(redactor.placeholders()).length)}\n`);
  return 0;
}
