import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { createSummaryReporter } from './test/reporter.ts';

/** Tests that start processes: they get more time, and run after the others and two at a time. */
const withProcesses = [
  'test/{e2e,faults,integration,package,promql,servers}/**/*.test.ts',
  'test/contract/{storage,storage-reads,scheduler-sharing}.test.ts',
];

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default', createSummaryReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'web/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: withProcesses,
          testTimeout: 10_000,
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        extends: true,
        test: {
          name: 'end-to-end',
          include: withProcesses,
          testTimeout: 30_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
