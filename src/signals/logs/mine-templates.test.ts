import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskLine } from './mask-line.ts';
import { mineTemplates, wildcard } from './mine-templates.ts';

test.each([
  ['took 3 ms', 'took 40 ms'],
  ['2026-11-12T02:49:00.123Z started', '2026-11-13 02:50:01,5 started'],
  ['order 3f2504e0-4f89-11d3-9a0c-0305e82c3301 lost', 'order 6ba7b810-9dad-11d1-80b4-00c04fd430c8 lost'],
  ['trace 4bf92f3577b34da6a3ce929d0e0e4736', 'trace 00f067aa0ba902b70af7651916cd43dd'],
  ['at 0xDEADBEEF', 'at 0x1f'],
  ['from 10.0.0.1:443', 'from 10.20.30.40:80'],
  ['session aGVsbG8gd29ybGQgMTIz4Q== is over', 'session Zm9vYmFyYmF6MTIzNDU2Nw is over'],
])('%s and %s are masked alike', (a, b) => {
  expect(maskLine(a)).toBe(maskLine(b));
});

test.each([
  ['deadbeef is a word', 'decade is a word'],
  ['call to api.pay.example failed', 'call to api.mail.example failed'],
])('%s and %s are masked apart', (a, b) => {
  expect(maskLine(a)).not.toBe(maskLine(b));
});

describe('messages', () => {
  test('that differ in one word of many are one, with a mark where they differ', () => {
    const users = ['alice', 'bob', 'carol'].map((name) => `login of user ${name} was refused`);
    expect(mineTemplates(users).templates).toEqual([`login of user ${wildcard} was refused`]);
  });

  test('that say different things in the same number of words stay apart', () => {
    const lines = [
      'could not read the file',
      'could not reach a database',
      'user alice failed',
      'user bob failed',
    ];
    expect(mineTemplates(lines).templates).toHaveLength(4);
  });

  test('that name different services stay apart', () => {
    const lines = ['call of the upstream cart was refused', 'call of the upstream stock was refused'];
    expect(mineTemplates(lines).templates).toHaveLength(1);
    expect(mineTemplates(lines, (word) => word === 'cart' || word === 'stock').templates).toEqual(lines);
  });

  test('are the same in whichever order the lines come, and each line has its own', () => {
    const word = fc.constantFrom('read', 'write', 'cart', 'stock', 'failed', 'for', 'user', 'x1', '17');
    const line = fc.array(word, { maxLength: 7 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 40 }), (lines) => {
        const { templateOf } = mineTemplates(lines);
        const reversed = mineTemplates(lines.toReversed()).templateOf.toReversed();
        expect(reversed).toEqual(templateOf);
        for (const [index, one] of lines.entries()) {
          const words = maskLine(one).split(/\s+/).filter(Boolean);
          const template = templateOf[index]?.split(' ').filter(Boolean) ?? [];
          expect(template).toHaveLength(words.length);
          for (const [place, text] of template.entries()) expect([words[place], wildcard]).toContain(text);
        }
      }),
    );
  });
});
