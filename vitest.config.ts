import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/{unit,integration,interop,layers,faults,compat,docs}/**/*.test.ts'],
    exclude: process.env.LONG === '1' ? [] : ['**/*.long.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 20_000,
    // Forked processes: each file owns its sockets and timers, and what it leaves behind cannot hide in another file.
    pool: 'forks',
    maxWorkers: 2,
  },
})
