import { defineConfig } from '@playwright/test'
import type { HostName } from './tests/e2e/hosts.ts'

const long = process.env.LONG === '1'
const tooLong = long ? [] : ['**/*.long.spec.ts']
/** What depends on the page alone, which is one bundle for every host: the short run tells it in browser mode, the long one everywhere. */
const pageStories = long
  ? []
  : [
      'accessibility',
      'account',
      'answers',
      'blotter',
      'catalogue',
      'connection',
      'explorer-form',
      'explorer-saved',
      'explorer-send',
      'hasty-keys',
      'history',
      'journal',
      'keys-detours',
      'keys-refused',
      'keys-replace',
      'keys-resume',
      'keys-vault',
      'narrow',
      'orders-change',
      'orders-feed',
      'profiles',
      'reload',
      'requests',
      'snippet',
      'stream',
    ].map((name) => `**/${name}.spec.ts`)

export default defineConfig<{ host: HostName }>({
  testDir: 'tests/e2e',
  outputDir: 'test-results/e2e',
  workers: 2,
  // Patience costs nothing but where something fails: build machines are slow at times.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/playwright.json' }]],
  // The same stories on every host. `electron` skips, loudly, where there is no real one.
  projects: [
    { name: 'browser', testIgnore: [...tooLong, '**/e2e/desktop/**'], use: { host: 'browser' } },
    {
      name: 'electron-standin',
      testIgnore: [...tooLong, ...pageStories, '**/e2e/browser/**'],
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
    // Recording costs a quarter of the time: TRACE=1 when a failure has to be looked into.
    trace: process.env.TRACE === '1' ? 'retain-on-failure' : 'off',
    launchOptions: {
      ...(process.env.CHROMIUM_PATH && { executablePath: process.env.CHROMIUM_PATH }),
      // Chromium refuses its sandbox to root, as which a build machine runs; the browser of a user keeps it.
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
