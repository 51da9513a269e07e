import { expect, test } from 'vitest';
import { createRedactor } from '../../src/redaction/redactor.ts';
import { lookAlikes } from './look-alikes.ts';
import { listTrueCases, type TrueCase } from './true-secrets.ts';

const keep = { emails: 'keep', ipAddresses: 'keep' } as const;

/** Half of a secret is a secret: neither its beginning nor its end may come out. */
function leaks({ secret }: TrueCase, out: string): boolean {
  const half = Math.max(6, Math.ceil(secret.length / 2));
  return out.includes(secret) || out.includes(secret.slice(0, half)) || out.includes(secret.slice(-half));
}

/** Each line for itself, as a log line or a label would be. */
async function redactAll(texts: readonly string[]): Promise<readonly string[]> {
  return createRedactor(keep).redact(texts);
}

test('of the secrets set, everything is found, and next to nothing else', async () => {
  const cases = listTrueCases();
  const kinds = new Set(cases.map(({ kind }) => kind));
  const out = await redactAll(cases.map(({ text }) => text));
  const leaked = cases.filter((one, index) => leaks(one, out[index] ?? ''));
  const untouched = await redactAll(lookAlikes);
  const wrong = lookAlikes.filter((text, index) => untouched[index] !== text);
  const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
  console.log(
    [
      `secrets: ${cases.length} of ${kinds.size} kinds, recall ${share(cases.length - leaked.length, cases.length)}`,
      `look-alikes: ${lookAlikes.length}, false positives ${share(wrong.length, lookAlikes.length)}`,
      ...leaked.map(({ kind, text }) => `leaked: ${kind}: ${text}`),
      ...wrong.map((text) => `wrong: ${text} → ${untouched[lookAlikes.indexOf(text)]}`),
    ].join('\n'),
  );
  expect(cases.length).toBeGreaterThanOrEqual(150);
  expect(kinds.size).toBeGreaterThanOrEqual(25);
  expect(new Set(lookAlikes).size).toBeGreaterThanOrEqual(150);
  expect(leaked).toEqual([]);
  expect(wrong.length / lookAlikes.length).toBeLessThanOrEqual(0.02);
});

test('a secret is found in the middle of much text as well as alone', async () => {
  const cases = listTrueCases();
  const [out = ''] = await redactAll([cases.map(({ text }) => text).join('\n--- a line between ---\n')]);
  expect(cases.filter((one) => leaks(one, out)).map(({ text }) => text)).toEqual([]);
});
