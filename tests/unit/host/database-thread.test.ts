import { expect, test } from 'vitest'
import { Database, type DatabaseStarter } from '../../../src/host/database/database.ts'
import { createDatabaseStarter } from '../../../src/host/database/start-database-thread.ts'

/** Returns the address of a minimal worker thread that replaces the real thread. */
const thread = (onMessage: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(
      `import { parentPort, workerData } from 'node:worker_threads'; parentPort.on('message', (request) => { ${onMessage} })`,
    )}`,
  )
const read = { sql: 'SELECT 1' }

test('rejects pending requests if the thread exits, and starts another thread for the next request', async () => {
  const script = thread(
    "if (request.statement.sql === 'die') process.exit(); parentPort.postMessage({ id: request.id, kind: 'rows', rows: [{ file: workerData }] })",
  )
  const database = new Database(createDatabaseStarter(script), 'a.db', () => undefined)
  await expect(database.read({ sql: 'die' })).rejects.toMatchObject({ fault: 'failed' })
  expect(await database.read(read)).toEqual([{ file: 'a.db' }])
  await database.close()
})

test('rejects pending requests if the thread throws', async () => {
  const database = new Database(createDatabaseStarter(thread("throw new Error('broken')")), 'a.db', () => undefined)
  await expect(database.read(read)).rejects.toMatchObject({ fault: 'failed' })
})

test('delivers recovery reports separately from responses', async () => {
  const script = thread(
    "parentPort.postMessage({ id: 0, kind: 'recovery', recovery: { cause: 'missing' } }); parentPort.postMessage({ id: request.id, kind: 'rows', rows: [] })",
  )
  const recoveries: unknown[] = []
  const database = new Database(createDatabaseStarter(script), 'a.db', (recovery) => recoveries.push(recovery))
  expect(await database.read(read)).toEqual([])
  expect(recoveries).toEqual([{ cause: 'missing' }])
  await database.close()
})

test('releases memory of a running thread, and does not start a thread to do so', async () => {
  const script = thread(
    "globalThis.kinds = [...(globalThis.kinds ?? []), request.kind]; parentPort.postMessage({ id: request.id, kind: 'rows', rows: [{ kinds: globalThis.kinds.join() }] })",
  )
  let started = 0
  const start: DatabaseStarter = (...options) => {
    started += 1
    return createDatabaseStarter(script)(...options)
  }
  const database = new Database(start, 'a.db', () => undefined)
  await database.releaseMemory()
  expect(started).toBe(0)
  await database.read(read)
  await database.releaseMemory()
  expect(await database.read(read)).toEqual([{ kinds: 'read,release-memory,read' }])
  await database.close()
})
