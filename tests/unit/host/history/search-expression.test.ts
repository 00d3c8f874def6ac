import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Database } from '../../../../src/host/database/database.ts'
import { createFts5Expression } from '../../../../src/host/history/history-statements.ts'
import { arbitraryText } from '../../../process/arbitrary-text.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'

let folder: string
let database: Database
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ibkr-console-match-'))
  database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  await database.write([
    {
      sql: 'INSERT INTO history_text (rowid, path, parameters, body, answer) VALUES (1, ?, ?, ?, ?)',
      parameters: ['GET /v1/api/iserver/account/orders', 'force true', '', '{"symbol":"Überlandwerk","price":187.32}'],
    },
  ])
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

const finds = async (text: string): Promise<boolean> => {
  const match = createFts5Expression(text)
  if (match === undefined) return false
  const sql = 'SELECT rowid FROM history_text WHERE history_text MATCH ?'
  return (await database.read({ sql, parameters: [match] })).length > 0
}

test.each(['orders', 'ORD', 'iserver/account', '187.32', 'orders true', 'uberlandwerk', '"symbol":"Über', 'v1'])(
  'finds the search term %s',
  async (text) => expect(await finds(text)).toBe(true),
)

test('splits a word at a quotation mark, as the search index does', () => {
  expect(createFts5Expression('say"hello" now')).toBe('"say""hello""" "now"*')
})

test.each(['order OR nothing', 'orders NOT true', 'orders nothing', 'rders', 'o', '', '"', '***'])(
  'does not find the search term %s',
  async (text) => expect(await finds(text)).toBe(false),
)

test('accepts any entered string as a search', () =>
  fc.assert(
    fc.asyncProperty(fc.oneof(arbitraryText, fc.string()), async (text) => {
      await finds(text)
    }),
  ))
