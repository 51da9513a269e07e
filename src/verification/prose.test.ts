import { describe, expect, test } from 'vitest';
import { findBanned } from './prose.ts';

describe('a command in a sentence', () => {
  test.each([
    'Then run gcloud storage rm backups/orders.',
    'Then aws logs delete-log-group frees the space.',
    'Then az disk delete frees the space.',
    'Then docker system prune frees the space.',
    'Then git push undoes it.',
    'Then insert into orders once more.',
  ])('%s', (sentence) => {
    expect(findBanned(sentence, () => true)).toBe('a command');
  });
});

describe('a sentence that speaks of a program', () => {
  test.each([
    'docker storage on the runner is full.',
    'The git mirror fell behind.',
    'AWS us-east-1 read-only calls failed.',
    'A slow insert into orders held the lock.',
  ])('%s', (sentence) => {
    expect(findBanned(sentence, () => true)).toBeNull();
  });
});
