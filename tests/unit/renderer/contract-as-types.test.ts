import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const folder = fileURLToPath(new URL('../../../src/renderer', import.meta.url))

/** zod evaluates code, which the policy of the page forbids, and weighs more than the rest of the window together. */
it('the window takes types from the contract and nothing that runs', () => {
  const offenders = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => /^import (?!type )[^\n]*shared\/contract\//m.test(readFileSync(join(folder, name), 'utf8')))
  expect(offenders).toEqual([])
})
