import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { createApiDocumentReader } from '../../../src/host/catalogue/api-document-reader.ts'
import { createPracticeDocument } from '../../../src/shared/catalogue/document/practice-document.ts'
import { longTest } from '../../process/long-run-tests.ts'

/** The worker thread of the built console. */
const script = pathToFileURL(resolve('out/node/document-thread.js'))
// The test run has already built the console.
beforeAll(() => {
  if (!process.env['IBKR_CONSOLE_BUILT']) {
    execFileSync(process.execPath, ['scripts/build.mjs', '--console'], { stdio: 'pipe' })
  }
})

const never = new AbortController().signal
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

test('compares a document in a worker thread', async () => {
  const { report } = await createApiDocumentReader(script)(bytesOf(await createPracticeDocument()), never)
  expect(report.added).toHaveLength(2)
})

test('rejects an invalid document with the message of the worker thread', async () => {
  const read = createApiDocumentReader(script)
  await expect(read(new TextEncoder().encode('{'), never)).rejects.toMatchObject({
    code: 'invalid-input',
    message: /JSON/,
  })
  await expect(read(Uint8Array.of(0xff, 0xfe), never)).rejects.toMatchObject({ code: 'invalid-input' })
})

longTest('rejects five million nested brackets without blocking the main thread', async () => {
  const deep = new TextEncoder().encode('['.repeat(5_000_000))
  const reading = createApiDocumentReader(script)(deep, never)
  // Reading takes at least a tenth of a second, during which the main thread must not be blocked.
  const free = new Promise((resolve) => setImmediate(() => resolve('free')))
  expect(await Promise.race([reading.catch(() => 'blocked'), free])).toBe('free')
  await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/^(invalid-input|limit)$/) })
})

test('terminates a worker thread that takes too long', async () => {
  await expect(
    createApiDocumentReader(script, 1)(bytesOf(await createPracticeDocument()), never),
  ).rejects.toMatchObject({
    code: 'limit',
    message: /too much time/,
  })
})

test('cancels the read when its signal aborts', async () => {
  const leaving = new AbortController()
  const reading = createApiDocumentReader(script)(bytesOf(await createPracticeDocument()), leaving.signal)
  leaving.abort()
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
})
