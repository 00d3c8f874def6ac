import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { findContractValueImports } from './value-imports.ts'

const source = fileURLToPath(new URL('../../src/', import.meta.url))

// zod evaluates code, which the page's content security policy forbids. Importing a single value would load zod.
test.each(['renderer', 'preload', 'shared/rpc'])('%s imports only types from the contract', (folder) => {
  const files = readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  )
  const breaches = files.flatMap((file) =>
    findContractValueImports(readFileSync(join(source, folder, file), 'utf8')).map(
      (statement) => `${file}: ${statement}`,
    ),
  )
  expect(breaches).toEqual([])
})

test.each([
  ["import { call } from '../shared/contract/calls.ts'", 1],
  ["import { type Call } from '../shared/contract/calls.ts'", 1],
  ["import '../shared/contract/calls.ts'", 1],
  ["import * as contract from '../../shared/contract/calls.ts'", 1],
  ["export { call } from '../contract/calls.ts'", 1],
  ["const contract = await import('../contract/calls.ts')", 1],
  ["import type { Call } from '../contract/calls.ts'", 0],
  ["import type {\n  Call,\n} from '../contract/calls.ts'", 0],
  ["export type { Call } from '../contract/calls.ts'", 0],
  ["import { contractName } from '../domain/contract.ts'", 0],
])('counts the value imports of the contract in %j: %i', (text, count) => {
  expect(findContractValueImports(text)).toHaveLength(count)
})
