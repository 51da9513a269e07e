import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node';

type Counts = { passed: number; failed: number; readonly skipped: Map<string, number> };

/**
 * Ends the output with `tests: N passed, N failed, N skipped`, and before it how many were skipped and why. A file that
 * does not load, a hook that throws and an error outside of any test count as one failure each.
 */
export function createSummaryReporter(write: (text: string) => void = writeToStdout): Reporter {
  let counts: Counts = { passed: 0, failed: 0, skipped: new Map() };
  return {
    // Vitest may still print after the run's end, so the last line waits for the process to end.
    onInit() {
      process.once('exit', () => write(summaryOf(counts)));
    },
    onTestRunEnd(modules, unhandledErrors) {
      counts = count(modules, unhandledErrors);
    },
  };
}

function count(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Counts {
  const counts: Counts = { passed: 0, failed: unhandledErrors.length, skipped: new Map() };
  for (const module of modules) {
    counts.failed += module.errors().length;
    for (const suite of module.children.allSuites()) counts.failed += suite.errors().length;
    for (const test of module.children.allTests()) countTest(test, counts);
  }
  return counts;
}

function countTest(test: TestCase, counts: Counts): void {
  const { state } = test.result();
  if (state === 'passed') counts.passed++;
  else if (state === 'failed') counts.failed++;
  else {
    const reason = reasonFor(test);
    counts.skipped.set(reason, (counts.skipped.get(reason) ?? 0) + 1);
  }
}

function reasonFor(test: TestCase): string {
  const result = test.result();
  if (result.state === 'pending') return 'never finished';
  if (result.state === 'skipped' && result.note !== undefined) return result.note;
  for (let parent: TestSuite | TestModule = test.parent; parent.type === 'suite'; parent = parent.parent) {
    const { skippedBecause } = parent.meta();
    if (skippedBecause !== undefined) return skippedBecause;
    if (parent.errors().length > 0) return 'the set-up before it failed';
  }
  return test.module.errors().length > 0
    ? 'the set-up before it failed'
    : 'marked as skipped, or not selected';
}

function summaryOf({ passed, failed, skipped }: Counts): string {
  const total = skipped.values().reduce((sum, number) => sum + number, 0);
  const reasons = skipped.entries().map(([reason, number]) => `skipped ${number}: ${reason}`);
  return `${[...reasons, `tests: ${passed} passed, ${failed} failed, ${total} skipped`].join('\n')}\n`;
}

function writeToStdout(text: string): void {
  process.stdout.write(text);
}
