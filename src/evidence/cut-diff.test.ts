import { expect, test } from 'vitest';
import { cutDiff, listWords } from './cut-diff.ts';

const diff = `diff --git a/README.md b/README.md
--- a/README.md
+++ b/README.md
@@ -1,3 +1,3 @@
 Hello
-old words
+new words
diff --git a/src/pool.go b/src/pool.go
index 1..2 100644
--- a/src/pool.go
+++ b/src/pool.go
@@ -10,4 +10,4 @@ func open() {
 	dsn := env("DSN")
-	db.SetMaxOpenConns(50)
+	db.SetMaxOpenConns(5)
 }
`;

test('the hunks that speak of the alert come first, without the lines that did not change', () => {
  expect(cutDiff(diff, listWords('DatabaseConnsExhausted max open conns'), 90)).toBe(
    '@@ -10,4 +10,4 @@ func open() {\n-\tdb.SetMaxOpenConns(50)\n+\tdb.SetMaxOpenConns(5)\n(1 more hunk)',
  );
});

test('all of a short diff is kept, in its own order', () => {
  const text = cutDiff(diff, new Set(), 1000) ?? '';
  expect(text.indexOf('old words')).toBeLessThan(text.indexOf('SetMaxOpenConns'));
  expect(text).not.toContain('more hunk');
});

test('one hunk that is too long is cut, and says so', () => {
  const long = `@@ x @@\n${'+line of code\n'.repeat(100)}`;
  expect(cutDiff(long, new Set(), 50)).toMatch(/^@@ x @@\n\+line[\s\S]{0,60}…$/);
});

test.each(['', 'not a diff at all', '--- a/x\n+++ b/x\n'])('%j has nothing to show', (text) => {
  expect(cutDiff(text, new Set(), 100)).toBeNull();
});

test('words are found in names, too', () => {
  expect([...listWords('CheckoutErrors for http_5xx')]).toEqual(['checkout', 'errors', 'http']);
});
