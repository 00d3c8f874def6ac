import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../../src/renderer', import.meta.url))

/**
 * The zod runtime evaluates code, which the page's policy forbids. The runtime is also larger than the rest of the
 * window.
 */
it('imports only types from the shared contract', () => {
  const offenders = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /^import (?!type )[^\n]*shared\/contract\//m.test(readFileSync(join(folder, name), 'utf8')))
  expect(offenders).toEqual([])
})
