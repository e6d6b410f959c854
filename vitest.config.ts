import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'src/**/*.test.ts',
      'scenes/**/*.test.ts',
      'sandbox/**/*.test.ts',
      'console/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Files share what they load: a third less work in all. No test changes what others see (environment, modules, globals).
    isolate: false,
    // Many files wait for processes, timers and the database more than they compute.
    maxWorkers: 2,
  },
})
