import { expect, test } from 'vitest';
import type { Claim } from '../../src/domain/verdict.ts';
import { splitClaims } from './split-claims.ts';

function claim(text: string): Claim {
  return { kind: 'figure', text, verdict: 'found', evidence: 'E2', actual: null, fate: 'shown' };
}

const show = (text: string, claims: readonly Claim[]): readonly string[] =>
  splitClaims(text, claims).map((part) => (part.kind === 'claim' ? `[${part.text}]` : part.text));

test.each<readonly [text: string, claims: readonly string[], parts: readonly string[]]>([
  ['no claim at all', [], ['no claim at all']],
  ['rose from 4 % to 92 % at once', ['92 %', '4 %'], ['rose from ', '[4 %]', ' to ', '[92 %]', ' at once']],
  ['5 of 5', ['5', '5'], ['[5]', ' of ', '[5]']],
  ['disk_used is 92.4 %', ['92.4 %', '92'], ['disk_used is ', '[92.4 %]']],
  ['what is not in it', ['elsewhere', ''], ['what is not in it']],
])('%s', (text, claims, parts) => {
  expect(show(text, claims.map(claim))).toEqual(parts);
});
