/** The tests that drive the engine in memory, in processes of their own and with modules as Node loads them, so that Node can count branches. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'coverage',
    root: new URL('../..', import.meta.url).pathname,
    include: ['server/engine/**/*.test.ts', 'test/cases/**/*.test.ts'],
    // Ends workers at each of their writes to a server.
    exclude: ['**/cut.test.ts'],
    globalSetup: ['test/coverage/in-memory.ts'],
    setupFiles: ['test/coverage/take-coverage.ts'],
    pool: 'forks',
    isolate: false,
    testTimeout: 60_000,
    experimental: { viteModuleRunner: false },
  },
});
