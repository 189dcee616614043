import { defineConfig } from 'vitest/config';

const report = process.env['TEST_REPORT'];

/** They stop the API server of the cluster, or measure how soon something is seen: nothing may run beside them. */
const alone = ['test/cluster/bad-days.test.ts', 'test/cluster/rollout-wait.test.ts'];

export default defineConfig({
  test: {
    // CI counts from the machine-readable report; a person reads the other.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**', 'test/cluster/**'],
          // A property is tried many times: on a busy machine that takes its time.
          testTimeout: 20_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 30_000,
          // They wait for other programs most of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'cluster',
          include: ['test/cluster/**/*.test.ts'],
          exclude: alone,
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each has a namespace of its own, and waits for the cluster most of the time.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'cluster-alone',
          include: alone,
          globalSetup: ['test/e2e/global-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
