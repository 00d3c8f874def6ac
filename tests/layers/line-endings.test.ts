import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('checks out sources with LF where Git converts line endings, as Git for Windows does', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-checkout-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const git = (...args: readonly string[]): void => {
    execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { stdio: 'pipe' })
  }
  const [origin, checkout] = [join(folder, 'origin'), join(folder, 'checkout')]
  git('init', '--quiet', origin)
  copyFileSync('.gitattributes', join(origin, '.gitattributes'))
  writeFileSync(join(origin, 'source.ts'), 'one\ntwo\n')
  git('-C', origin, 'add', '.')
  git('-C', origin, 'commit', '--quiet', '--message', 'source')
  git('-c', 'core.autocrlf=true', 'clone', '--quiet', origin, checkout)
  expect(readFileSync(join(checkout, 'source.ts'), 'utf8')).toBe('one\ntwo\n')
})
