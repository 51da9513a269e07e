import { expect, test } from 'vitest';
import { makeVisible } from './visible-text.ts';

test.each([
  ['a direction that is turned', 'rm \u202egpj.exe', 'rm \\u{202e}gpj.exe'],
  ['zero width', 'ad\u200bmin', 'ad\\u{200b}min'],
  ['a terminal code', '\u001b[31mred', '\\u{1b}[31mred'],
  ['tags that no font shows', 'ok\u{e0069}\u{e0067}', 'ok\\u{e0069}\\u{e0067}'],
  ['a Cyrillic letter in a Latin word', 'p\u0430yments', 'p\\u{430}yments'],
  ['a Greek letter in a Latin word', 'r\u03bfot', 'r\\u{3bf}ot'],
  ['full width', '\uff49gnore', '\\u{ff49}gnore'],
  ['mathematical letters', '\u{1d5d4}ll', '\\u{1d5d4}ll'],
])('%s is written out', (_, text, visible) => {
  expect(makeVisible(text)).toBe(visible);
});

test.each([
  'disk usage > 90 %',
  'платёж отклонён',
  'Ο δίσκος',
  '50 μs, 3 kΩ, Δt, λ2',
  'naïve Zoë größer',
  '磁盘 满 é',
  'x² ½ … ™ →',
])('%s stays as it is', (text) => {
  expect(makeVisible(text)).toBe(text);
});
