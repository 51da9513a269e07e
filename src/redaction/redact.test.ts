import { expect, test } from 'vitest';
import { redactDeep, redactText } from './redact.ts';

// Put together here, so that no scanner takes this file for a leak.
const canary = 'CANARY'.repeat(5);

test.each([
  [`password=${canary}`, 'password=[redacted:password]'],
  [`DB_PASSWORD: "${canary}"`, 'DB_PASSWORD: "[redacted:password]"'],
  [`postgres://app:${canary}@db:5432/orders`, 'postgres://app:[redacted:url-password]@db:5432/orders'],
  [`Authorization: Bearer ${canary}`, 'Authorization: Bearer [redacted:authorization]'],
  [`${'AKIA'}ABCDEFGHIJKLMNOP`, '[redacted:aws-key]'],
  [`${'ghp'}_${canary}abc`, '[redacted:github-token]'],
  [`${'xoxb'}-12345678-${canary}`, '[redacted:slack-token]'],
  [`${'sk-ant'}-api03-${canary}`, '[redacted:model-key]'],
  [
    `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${canary}\n-----END RSA ${'PRIVATE'} KEY-----`,
    '[redacted:private-key]',
  ],
  [`Cookie: session=${canary}`, 'Cookie: [redacted:cookie]'],
  [`Cookie: theme=dark; session=${canary}; a=b`, 'Cookie: [redacted:cookie]'],
  [`Set-Cookie: a=b; Path=/; session=${canary}`, 'Set-Cookie: [redacted:cookie]'],
  [`password="correct horse ${canary}"`, 'password="[redacted:password]"'],
  [`{\\"password\\":\\"${canary}\\"}`, '{\\"password\\":\\"[redacted:password]"}'],
  [`run --password ${canary} -v`, 'run --password [redacted:password] -v'],
  [`Authorization: ApiKey ${canary}`, 'Authorization: ApiKey [redacted:authorization]'],
  [`postgres://app:p@ss${canary}@db/x`, 'postgres://app:[redacted:url-password]@db/x'],
  [`AccountKey=${canary}==;`, 'AccountKey=[redacted:password];'],
  [`${'xapp'}-1-${canary}`, '[redacted:slack-token]'],
  [`${'npm'}_${canary}ABCDEF`, '[redacted:npm-token]'],
  [`${'hvs'}.${canary}`, '[redacted:vault-token]'],
  [
    `-----BEGIN PGP ${'PRIVATE'} KEY BLOCK-----\n${canary}\n-----END PGP ${'PRIVATE'} KEY BLOCK-----`,
    '[redacted:private-key]',
  ],
  [`GET /x?api_key=${canary}&a=1`, 'GET /x?api_key=[redacted:password]&a=1'],
])('%s becomes %s', (text, expected) => {
  expect(redactText(text)).toBe(expected);
  expect(redactText(text)).not.toContain(canary);
});

test.each([
  'disk usage of /var is 93.4 %',
  'token bucket is empty',
  'node_memory_MemAvailable_bytes{instance="node-3:9100"}',
  'https://prometheus.example.com/graph?g0.expr=up',
  'password rotation is due',
  'the cookie: it was eaten',
  'kubectl get pods --token-ttl 5',
  'max_tokens: 4000',
  'http://node-3:9100/metrics',
])('%s stays as it is', (text) => {
  expect(redactText(text)).toBe(text);
});

test('a label or field that is named after a secret is redacted, whatever its value looks like', () => {
  const labels = { db_password: 'hunter2', 'X-Api-Key': 'abc', token: '', tokens: '12', groupKey: 'g' };
  expect(redactDeep({ labels })).toEqual({
    labels: { ...labels, db_password: '[redacted:password]', 'X-Api-Key': '[redacted:password]' },
  });
});

test('redacting twice changes nothing more', () => {
  const text = `password="a b ${canary}" Cookie: a=${canary} Authorization: Bearer ${canary} --token ${canary}`;
  expect(redactText(redactText(text))).toBe(redactText(text));
});

test('redaction reaches every string of a tree and leaves the rest alone', () => {
  const tree = { a: [`token=${canary}`], b: { c: 1, d: null, e: true } };
  expect(redactDeep(tree)).toEqual({ a: ['token=[redacted:password]'], b: { c: 1, d: null, e: true } });
});

test.each([
  ['dashes', 'a-'],
  ['dots', 'a.'],
  ['begun tokens', '-eyJaaaaaaaa'],
  ['begun URLs', 'a://b'],
  ['begun keys', '-----BEGIN '],
])('half a megabyte of %s takes no more than linear time', (_, piece) => {
  const text = piece.repeat(500_000 / piece.length);
  expect(redactText(text)).toBe(text);
});
