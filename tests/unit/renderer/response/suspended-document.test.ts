import { expect, test } from 'vitest'
import type { ResponseDocument } from '../../../../src/renderer/features/explorer/response/response-document.ts'
import { openDocument } from './reader-in-process.ts'

const TEXT = JSON.stringify({ accounts: ['DU1', 'DU2'], orders: [{ id: 1, legs: [1, 2] }, { id: 2 }] })

async function open(onStart?: (change: 'started' | 'ended') => void): Promise<ResponseDocument> {
  const document = openDocument(onStart)
  document.begin(undefined)
  document.take(new TextEncoder().encode(TEXT))
  document.end()
  await document.summary
  return document
}

test('a suspended response has no worker, and shows the same lines when it is queried again', async () => {
  const changes: string[] = []
  const document = await open((change) => changes.push(change))
  await document.query('foldAll', {})
  await document.query('filter', { path: '$.orders[*]' })
  const tree = await document.query('unfoldAll', {})
  const lines = await document.query('lines', { from: 0, to: 50 })
  expect(lines.length).toBeGreaterThan(4)

  await document.suspend()
  expect(changes).toEqual(['started', 'ended'])
  // Two queries at once start one worker.
  const [again, text] = await Promise.all([
    document.query('lines', { from: 0, to: 50 }),
    document.query('text', { pretty: false }),
  ])
  expect(changes).toEqual(['started', 'ended', 'started'])
  expect([again, text]).toEqual([lines, TEXT])
  // The page compares versions to detect outdated lines.
  expect((await document.query('reveal', { value: 1_000 })).tree.version).toBeGreaterThanOrEqual(tree.version)
})

test('a response that is closed while it is suspended refuses queries and starts no worker', async () => {
  const changes: string[] = []
  const document = await open((change) => changes.push(change))
  await document.suspend()
  document.close()
  await expect(document.query('lines', { from: 0, to: 5 })).rejects.toMatchObject({ reason: 'cancelled' })
  expect(changes.filter((change) => change === 'started')).toHaveLength(1)
})

test('a response that is still being read is not suspended', async () => {
  const changes: string[] = []
  const document = openDocument((change) => changes.push(change))
  document.begin(undefined)
  await document.suspend()
  document.take(new TextEncoder().encode(TEXT))
  document.end()
  expect((await document.summary).values).toBeGreaterThan(5)
  expect(changes).toEqual(['started'])
})
