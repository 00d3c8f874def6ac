import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startConsole } from '../../process/console-process.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { openWindow } from '../../process/open-window.ts'

const ROUNDS = 60

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-kill-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('after each of 60 kills at random times, the user data folder is unlocked and complete', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const console = await startConsole({ home })
    expect(console.output()).not.toContain('could not be read')
    await wait(Math.random() * 400)
    await console.stop('SIGKILL')
  }
  const last = await startConsole({ home })
  const window = await openWindow(last.url)
  expect(await firstSnapshot(window.client, 'profiles.feed', {})).toMatchObject({ selectedId: 'practice' })
  window.close()
  await last.stop()
  expect(JSON.parse(readFileSync(join(home, 'settings.json'), 'utf8'))).toMatchObject({ schemaVersion: 1 })
  expect(readdirSync(home).filter((name) => name.includes('broken'))).toEqual([])
}, 300_000)
