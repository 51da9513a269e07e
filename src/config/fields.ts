import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { createSecret } from '../domain/secret.ts';
import { durationPattern, parseDuration } from '../domain/time.ts';

/**
 * A secret: given inline (best as `${VARIABLE}`), or as `<key>_file` with the path of a file that holds it.
 * Parsed to a value that does not print itself. `writeOnly` is what marks it, also in the JSON Schema.
 */
export function secret(description: string) {
  return z.string().min(1).meta({ description, writeOnly: true }).transform(createSecret);
}

/** A Prometheus duration such as `30s` or `1h30m`, parsed to milliseconds. */
export function duration(description: string) {
  return z
    .string()
    .regex(durationPattern, 'expected a duration such as 30s, 5m or 4h')
    .min(2, 'expected a duration such as 30s, 5m or 4h')
    .meta({ description })
    .transform((text) => parseDuration(text) ?? 0);
}

/** An http or https URL without a trailing slash. */
export function httpUrl(description: string) {
  return z
    .url({ protocol: /^https?$/, error: 'expected a URL that starts with http:// or https://' })
    .meta({ description })
    .transform((url) => url.replace(/\/+$/, ''));
}

/** Whether a text is a network in CIDR notation. */
export function isCidr(text: string): boolean {
  return ipaddr.isValidCIDR(text);
}
