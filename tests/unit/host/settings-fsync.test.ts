import type * as Fs from 'node:fs'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { saveSettings } from '../../../src/host/profiles/settings.ts'

const { steps } = vi.hoisted(() => ({ steps: [] as string[] }))
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  return {
    ...fs,
    fsyncSync(file: number) {
      steps.push(fs.fstatSync(file).isDirectory() ? 'sync the folder' : 'sync the file')
      fs.fsyncSync(file)
    },
    renameSync(from: string, to: string) {
      steps.push(`rename to ${to.endsWith('settings.json') ? 'settings.json' : 'the copy'}`)
      fs.renameSync(from, to)
    },
  }
})

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-settings-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

test('syncs the settings file to disk before it is renamed, and its folder afterwards', () => {
  const practice = { kind: 'practice', id: 'practice', name: 'Practice' } as const
  saveSettings(home, { schemaVersion: 1, selectedProfileId: 'practice', profiles: [practice] })
  const renamed = steps.indexOf('rename to settings.json')
  expect(steps.slice(renamed - 1, renamed + 2)).toEqual(['sync the file', 'rename to settings.json', 'sync the folder'])
})
