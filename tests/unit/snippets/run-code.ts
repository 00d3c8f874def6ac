import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Snippet } from '../../../src/shared/snippets/snippet.ts'

/** Reports whether a program is installed. Prints a notice once if not, because its tests are then skipped. */
export function canRun(command: string): boolean {
  const there = spawnSync(command, ['--version']).status === 0
  if (!there) console.warn(`LEFT OUT: "${command}" is not on this machine, its snippets are not executed.`)
  return there
}

/** Returns the code of a snippet; throws if the snippet has no code. */
export function codeOf(snippet: Snippet): string {
  if (snippet.kind !== 'code') throw new Error(snippet.reason)
  return snippet.code
}

/** Writes files into a new folder, runs a command there and returns its output. */
export function runInNewFolder(
  files: Readonly<Record<string, string>>,
  command: string,
  args: readonly string[],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-snippets-'))
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
    }
    const { status, stdout, stderr, error } = spawnSync(command, args, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 2 ** 20,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', IBKR_BEARER: 'bearer-of-the-test' },
    })
    if (error !== undefined) throw error
    if (status !== 0) throw new Error(stderr)
    return stdout
  } finally {
    rmSync(folder, { recursive: true })
  }
}
