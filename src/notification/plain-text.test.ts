import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText, isShownExactly, toPlainLine, toPlainText } from './plain-text.ts';

test.each([
  ['colours', '\u001b[31mred\u001b[0m', 'red'],
  ['hyperlinks', '\u001b]8;;https://evil.example\u0007text\u001b]8;;\u0007', 'text'],
  ['a lone escape', 'a\u001bb', 'a␛b'],
  ['a null', 'a\u0000b', 'a␀b'],
  ['a backspace', 'a\bb', 'a␈b'],
  ['zero width', 'ad\u200bmin\ufeff', 'admin'],
  ['bidirectional overrides', '\u202egpj.exe', 'gpj.exe'],
  ['tag characters', 'a\u{e0041}b', 'ab'],
  ['half a character', 'a\ud800b', 'a\ufffdb'],
  ['Windows lines', 'a\r\nb', 'a\nb'],
])('%s', (_, text, expected) => {
  expect(toPlainText(text)).toBe(expected);
});

test('one line stays one line', () => {
  expect(toPlainLine('  a\n\n b\tc\u2028d ')).toBe('a b c d');
});

test.each([
  ['df -h /var', true],
  ['a\n  b', true],
  ['a\u200bb', false],
  ['a\u001b[31mb', false],
  ['   ', false],
])('%j is shown exactly: %s', (text, expected) => {
  expect(isShownExactly(text)).toBe(expected);
});

test('a cut text fits, says that it was cut and splits no character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.integer({ min: 10, max: 100 }),
      (text, limit) => {
        const cut = cutText({ text, limit, notice: ' … (cut)' });
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut === text || cut.endsWith('… (cut)')).toBe(true);
        expect(cut.isWellFormed()).toBe(true);
      },
    ),
  );
});
