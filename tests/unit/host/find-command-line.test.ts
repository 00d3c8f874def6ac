import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findCommandLine } from '../../../src/host/find-command-line.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'

/** Creates the folder of an installed package with the console's command, and returns its path. */
function installIn(name: string): string {
  const parent = mkdtempSync(join(tmpdir(), 'ibkr-console-command-'))
  releaseAfterTest(() => rmSync(parent, { recursive: true }))
  const folder = join(parent, name)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'bin', 'ibkr-console.mjs'), '')
  return folder
}

test('quotes the command of this installation for the shell of the system', () => {
  const folder = installIn("it's here")
  const file = join(folder, 'bin', 'ibkr-console.mjs')
  expect(findCommandLine(folder, 'linux')).toBe(`node '${file.replace("'", "'\\''")}'`)
  expect(findCommandLine(folder, 'win32')).toBe(`node "${file}"`)
  expect(findCommandLine(installIn('plain'), 'linux')).toMatch(/^node \/\S+$/)
})

test('returns no command for an installation without one, or in a folder that would end a comment', () => {
  expect(findCommandLine(tmpdir(), 'linux')).toBeUndefined()
  expect(findCommandLine(installIn('a\nrm -rf'), 'linux')).toBeUndefined()
  expect(findCommandLine(installIn('a\u2028b'), 'linux')).toBeUndefined()
})
