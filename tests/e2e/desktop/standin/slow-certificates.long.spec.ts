import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron } from '@playwright/test'
import { PRACTICE } from '../../../../src/host/profiles/profile.ts'
import { saveSettings } from '../../../../src/host/profiles/settings.ts'
import { installReleaseChecks, NODE_24 } from '../../../process/release-checks.ts'
import { expect, test } from '../../console-fixture.ts'

/** Time in ms that the operating system needs to read its certificates. */
const READING_MS = 8_000

test('responds while the operating system reads its certificates', async ({ home }) => {
  installReleaseChecks()
  // The certificates are read before the name is resolved, so the server need not exist.
  const profile = { kind: 'gateway', id: 'remote', name: 'Remote', url: 'https://gateway.example/v1/api' } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: profile.id, profiles: [PRACTICE, profile] })
  // Node 20 cannot read this store. Playwright removes NODE_OPTIONS, which a thread would inherit like these arguments.
  const executable = join(home, 'electron-on-node-24')
  const preload = resolve('tests/unit/client/slow-certificates.cjs')
  const standIn = resolve('tests/electron-standin/boot.cjs')
  writeFileSync(executable, `#!/bin/sh\nexec '${NODE_24}' --require '${preload}' '${standIn}' "$@"\n`, { mode: 0o700 })

  const started = performance.now()
  const desktop = await _electron.launch({
    executablePath: executable,
    args: ['.', `--home=${home}`],
    env: { ...(process.env as Record<string, string>), READING_MS: String(READING_MS) },
    chromiumSandbox: true,
  })
  try {
    const window = await desktop.firstWindow()
    const session = window.getByRole('button', { name: /^Session: / })
    await expect(session).toHaveAccessibleName(/Signing in/)

    // Meanwhile, the main process handles the calls of the window.
    await window.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'History' }).click()
    await expect(window.getByText('No requests yet')).toBeVisible()
    await window.keyboard.press('Control+p')
    const profiles = window.getByRole('dialog', { name: 'Switch profile' })
    await expect(profiles.getByRole('option', { name: /Practice/ })).toBeVisible()
    await expect(session).toHaveAccessibleName(/Signing in/)
    expect(performance.now() - started).toBeLessThan(READING_MS)

    await expect(session).not.toHaveAccessibleName(/Signing in/)
    expect(performance.now() - started).toBeGreaterThan(READING_MS)
  } finally {
    await desktop.close()
  }
})
