import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readPassphrase } from '../../../src/host/keys/passphrase-file.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-passphrase-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function file(text: string, mode = 0o600, name = 'ibkr-console-passphrase'): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  chmodSync(path, mode)
  return path
}

test('reads the passphrase from the file without the trailing newline', () => {
  expect(readPassphrase(file('four words and more\n'), {})).toBe('four words and more')
  expect(readPassphrase(file(' blanks stay \r\n'), {})).toBe(' blanks stay ')
})

test.each([0o640, 0o604, 0o660, 0o777])(
  'rejects a passphrase file of mode %o, and explains how to fix the mode',
  (mode) => {
    const path = file('secret', mode)
    expect(() => readPassphrase(path, {})).toThrow(`chmod 600 ${path}`)
  },
)

// Only root can change the owner of a file. Build machines run tests as root.
test.runIf(process.getuid?.() === 0)(
  'rejects a passphrase file of another user, even if only that user can read it',
  () => {
    const path = file('secret')
    chownSync(path, 1234, 1234)
    expect(() => readPassphrase(path, {})).toThrow(`${path} belongs to another user`)
  },
)

test('reports a missing or empty file with its path', () => {
  expect(() => readPassphrase(join(folder, 'none'), {})).toThrow(/none cannot be read \(ENOENT\)/)
  expect(() => readPassphrase(file('\n'), {})).toThrow(/is empty/)
})

test.each(['four words and more', 'hunter2', '-----BEGIN PRIVATE KEY-----\nhunter2\n', 'hunter2'.repeat(1_000)])(
  'reports a passphrase or key that was given instead of a file name, without printing it: %s',
  (given) => {
    let error: unknown
    try {
      readPassphrase(given, {})
    } catch (thrown) {
      error = thrown
    }
    expect(String(error)).toContain('not the passphrase itself')
    expect(JSON.stringify([error, String(error), (error as Error).cause ?? ''])).not.toMatch(/hunter2|four words/)
  },
)

test('finds the systemd credential, but prefers the command-line flag', () => {
  file('from systemd\n', 0o440)
  expect(readPassphrase(undefined, { CREDENTIALS_DIRECTORY: folder })).toBe('from systemd')
  expect(readPassphrase(file('from the flag', 0o600, 'own'), { CREDENTIALS_DIRECTORY: folder })).toBe('from the flag')
  expect(readPassphrase(undefined, { CREDENTIALS_DIRECTORY: join(folder, 'other') })).toBeUndefined()
  expect(readPassphrase(undefined, {})).toBeUndefined()
})

test('reports an unusable systemd credential instead of ignoring it', () => {
  const path = file('\n')
  const read = () => readPassphrase(undefined, { CREDENTIALS_DIRECTORY: folder })
  expect(read).toThrow(/ibkr-console-passphrase is empty/)
  rmSync(path)
  symlinkSync(path, path)
  expect(read).toThrow(/ibkr-console-passphrase cannot be read \(ELOOP\)/)
})

test.skipIf(process.platform === 'win32')('rejects a pipe without a writer instead of blocking', () => {
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', ['-m', '600', path])
  expect(() => readPassphrase(path, {})).toThrow(/is not a regular file/)
})
