import { defineConfig } from 'vitest/config'

/**
 * Every file gets a process and a database of its own. Browser tests are in tests/e2e and need a build; the rest lies
 * beside what it tests.
 */
export default defineConfig({
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'emails/**/*.test.{ts,tsx}', 'prisma/**/*.test.ts', 'scripts/**/*.test.ts', 'tests/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'app/generated/**'],
    globalSetup: ['tests/support/cluster.ts'],
    setupFiles: ['tests/support/environment.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
  },
})
