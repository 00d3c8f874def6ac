import { defineConfig } from '@playwright/test'
import type { HostName } from './tests/e2e/start-console.ts'

const long = process.env.LONG === '1'
const tooLong = long ? [] : ['**/*.long.spec.ts']
/** Scenarios of the page alone, which is the same for every host: the short run has them in browser mode, the long run everywhere. */
const pageScenarios = long
  ? []
  : [
      'accessibility',
      'account',
      'attached-orders',
      'responses',
      'explorer-send',
      'fast-keystrokes',
      'files',
      'first-use',
      'guard-rails',
      'history',
      'instruments',
      'keys',
      'keys-vault',
      'narrow-window',
      'orders-change',
      'orders-feed',
      'profiles',
      'reload',
      'stream',
      'ticket',
    ].map((name) => `**/${name}.spec.ts`)

export default defineConfig<{ host: HostName }>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  // More than the processors of a small machine: scenarios wait for timers and programs half of the time.
  workers: 3,
  // Long timeouts cost nothing unless a test fails, and build machines can be slow.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  // Other programs on a build machine can disturb a test. The summary lists tests that pass only in a second run.
  retries: 1,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  // The same scenarios on every host. `electron` is skipped with its reason where Electron is missing.
  projects: [
    { name: 'browser', testIgnore: [...tooLong, '**/e2e/desktop/**'], use: { host: 'browser' } },
    {
      name: 'electron-standin',
      testIgnore: [...tooLong, ...pageScenarios, '**/e2e/browser/**'],
      use: { host: 'electron-standin' },
    },
    {
      name: 'electron',
      testIgnore: [...tooLong, '**/e2e/browser/**', '**/e2e/desktop/standin/**'],
      use: { host: 'electron' },
    },
  ],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    // Only the long run has animations, which cost 8 % of the browser's processor time.
    contextOptions: { reducedMotion: long ? 'no-preference' : 'reduce' },
    // Recording costs a quarter of the time: set TRACE=1 to investigate a failure.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      // Chromium refuses its sandbox to root, the user of many build machines.
      args: [
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      chromiumSandbox: process.getuid?.() !== 0,
    },
  },
})
