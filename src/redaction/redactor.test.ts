import { describe, expect, test } from 'vitest';
import { restoreText } from './addresses.ts';
import { createRedactor } from './redactor.ts';

const keep = { emails: 'keep', ipAddresses: 'keep' } as const;
const mask = { emails: 'mask', ipAddresses: 'mask' } as const;

test('what only secretlint knows is found, wherever it stands in a tree', async () => {
  const key = `${'cf'}ut_${'aB3'.repeat(13)}x${'0a'.repeat(4)}`;
  const redactor = createRedactor(keep);
  expect(await redactor.redact({ a: ['nothing', { b: `key ${key}, then more` }], c: 1 })).toEqual({
    a: ['nothing', { b: 'key [redacted:cloudflare], then more' }],
    c: 1,
  });
  expect([...redactor.counts()]).toEqual([['cloudflare', 1]]);
});

test('a text cannot switch the search off', async () => {
  const key = `${'cf'}ut_${'aB3'.repeat(13)}x${'0a'.repeat(4)}`;
  const texts = ['// secretlint-disable', `secretlint-disable-next-line\n${key}`, key];
  expect(JSON.stringify(await createRedactor(keep).redact(texts))).not.toContain(key);
});

test('the value of a secret label is redacted, and texts after it keep their own findings', async () => {
  const key = `${'cf'}ut_${'aB3'.repeat(13)}x${'0a'.repeat(4)}`;
  expect(await createRedactor(keep).redact({ db_password: 'x', note: 'fine', last: key })).toEqual({
    db_password: '[redacted:password]',
    note: 'fine',
    last: '[redacted:cloudflare]',
  });
});

test('redacting what is redacted changes nothing more', async () => {
  const texts = [
    `postgres://app:${'aB3/x9'.repeat(2)}@db/shop`,
    'ops@example.com',
    `token=${'x9'.repeat(9)}`,
  ];
  const redactor = createRedactor(mask);
  const once = await redactor.redact(texts);
  expect(await redactor.redact(once)).toEqual(once);
});

describe('addresses', () => {
  test('stay when the policy keeps them', async () => {
    const text = 'alice@example.com logged in from 10.0.0.3 and fe80::1';
    expect(await createRedactor(keep).redact(text)).toBe(text);
  });

  test('are told apart by placeholders, one for each value, over all calls of one redactor', async () => {
    const redactor = createRedactor(mask);
    expect(await redactor.redact(['10.0.0.3:9100 → 10.0.0.4:9100', '10.0.0.3 again'])).toEqual([
      '⟨ip-1⟩:9100 → ⟨ip-2⟩:9100',
      '⟨ip-1⟩ again',
    ]);
    expect(await redactor.redact('bob@example.com (10.0.0.4), alice@example.com')).toBe(
      '⟨email-1⟩ (⟨ip-2⟩), ⟨email-2⟩',
    );
    expect(redactor.placeholders()['⟨ip-2⟩']).toBe('10.0.0.4');
  });

  test('go on from what is known, and can be put back', async () => {
    const redactor = createRedactor(mask, { '⟨ip-1⟩': '10.0.0.3' });
    const text = '10.0.0.9 talks to 10.0.0.3';
    const masked = await redactor.redact(text);
    expect(masked).toBe('⟨ip-2⟩ talks to ⟨ip-1⟩');
    expect(restoreText(`${masked}, not ⟨ip-7⟩`, redactor.placeholders())).toBe(`${text}, not ⟨ip-7⟩`);
  });

  test.each([
    'version 1.2.3 of 2026.11.23.4.5',
    'started at 12:34:56',
    'MAC aa:bb:cc:dd:ee:ff',
    'std::vector and ns::cafe',
    '127.0.0.1 and ::1',
    '999.1.1.1',
    'logo@2x.png is missing at git@host',
    'up{job="node"}[5m:30s]',
  ])('%s holds none', async (text) => {
    expect(await createRedactor({ emails: 'keep', ipAddresses: 'mask' }).redact(text)).toBe(text);
  });

  test.each(['2001:db8::8a2e:370:7334', 'fe80::1', '192.168.178.20'])('%s is one', async (address) => {
    expect(await createRedactor(mask).redact(`from ${address}, lost`)).toBe('from ⟨ip-1⟩, lost');
  });
});

test.each([
  'ghs_1_a.',
  'a@',
  'x',
  'mysql -p',
  'postgres://a:',
  'cookie: a=',
  'eyJaaaaaaaa.',
  '1.',
  '::',
  'https://',
])('half a megabyte of %j takes no more than linear time', async (piece) => {
  const redactor = createRedactor(mask);
  const take = async (bytes: number): Promise<number> => {
    const start = performance.now();
    await redactor.redact(piece.repeat(bytes / piece.length));
    return performance.now() - start;
  };
  await take(50_000);
  // Quadratic time would make it a hundred times as long; a busy machine may make it some times as long.
  const [small, large] = [await take(50_000), await take(500_000)];
  expect(large).toBeLessThan(50 * small + 1000);
});

test('redacting leaves nothing behind in the process, however often it is done', async () => {
  for (let count = 0; count < 20; count++) await createRedactor(keep).redact({ note: `line ${count}` });
  // Observers are told a turn later.
  await new Promise((resolve) => setImmediate(resolve));
  expect(performance.getEntriesByType('mark')).toEqual([]);
  expect(performance.getEntriesByType('measure')).toEqual([]);
});
