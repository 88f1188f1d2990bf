import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const here = (include: string[]) => ({ include, exclude: ['**/node_modules/**'], testTimeout: 30_000, globalSetup: ['test/services/shared.ts'] });

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          maxWorkers: Math.max(2, availableParallelism() - 1),
          ...here(['{flows,nodes,connectors,server,designer}/**/*.test.{ts,tsx}', 'test/{architecture,conformance,cases,docs,inputs,services}/**/*.test.ts']),
        },
      },
      { test: { name: 'e2e', ...here(['test/e2e/**/*.test.ts']), maxWorkers: 2, testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
});
