import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { Database } from '../../../src/host/database/database.ts'
import { SqliteDatabase } from '../../../src/host/database/load-libsql.ts'
import { createDatabaseStarter } from '../../../src/host/database/start-database-thread.ts'

/* Electron refuses or lacks some things that Node allows. These tests show that the shipped files do not need them. */

test('the preload script, which runs in a sandbox, requires only electron', () => {
  const script = readFileSync('out/preload/index.cjs', 'utf8')
  const imports = [...script.matchAll(/\b(?:require|import)\s*\(?\s*(.*?)\s*[;)]/g)].map(([, name]) => name)
  expect(imports).toEqual(['"electron"'])
})

test('no addon creates a buffer outside the memory of V8, which Electron refuses', () => {
  const folders = [...readFileSync('electron-builder.yml', 'utf8').matchAll(/- from: (node_modules\/.+)/g)]
  const addons = folders
    .flatMap(([, folder = '']) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    )
    .filter((file) => file.endsWith('.node'))
  expect(addons.join()).toMatch(/libsql.*keyring|keyring.*libsql/)
  for (const file of addons) {
    const bytes = readFileSync(file)
    // In a table of imported names, a zero byte ends each name.
    const imported = ['buffer', 'arraybuffer'].filter((kind) => bytes.includes(`napi_create_external_${kind}\0`))
    expect(imported, file).toEqual([])
  }

  // libsql does not import the functions of Node-API but finds them by name, so its result is tested. Buffers outside the
  // memory of V8 cannot be transferred.
  const database = new SqliteDatabase(':memory:')
  for (const size of [10, 1_000_000]) {
    const [row] = database.prepare('SELECT zeroblob(?) AS bytes').all(size)
    const { bytes } = row as { readonly bytes: ArrayBuffer }
    expect(bytes.byteLength).toBe(size)
    structuredClone(bytes, { transfer: [bytes] })
    expect(bytes.byteLength).toBe(0)
  }
  database.close()
})

test('the database thread starts although its process cannot write a diagnostic report', async () => {
  const script = `
    process.report.getReport = () => { throw new Error('not supported') }
    await import(${JSON.stringify(pathToFileURL(resolve('out/main/database-thread.js')))})`
  const start = createDatabaseStarter(new URL(`data:text/javascript,${encodeURIComponent(script)}`))
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-report-'))
  const database = new Database(start, join(folder, 'console.db'), () => undefined)
  expect(await database.read({ sql: 'SELECT 42 AS answer' })).toEqual([{ answer: 42 }])
  await database.close()
  rmSync(folder, { recursive: true })
})
