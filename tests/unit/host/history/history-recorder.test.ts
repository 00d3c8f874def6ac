import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Database } from '../../../../src/host/database/database.ts'
import { describeHistoryFailure } from '../../../../src/host/history/history-error.ts'
import { HistoryRecorder } from '../../../../src/host/history/history-recorder.ts'
import type { SentRequest } from '../../../../src/host/history/sent-request.ts'
import { inThreadDatabase } from '../../../process/in-thread-database.ts'
import { SILENT_RETENTION } from '../../../process/silent-retention.ts'
import { exampleRequest } from './example-request.ts'

test('limits the entries that wait for a disk without response, and reports the lost entries', () => {
  const lost: string[] = []
  const stuck = new Database(
    () => ({ post: () => undefined, end: () => undefined }),
    'console.db',
    () => undefined,
  )
  const recorder = new HistoryRecorder({
    database: stuck,
    retention: SILENT_RETENTION,
    onWritten: () => undefined,
    onLost: (error) => lost.push(describeHistoryFailure(error)),
  })
  const body = new Uint8Array(30 * 1024 * 1024)
  const head = { status: 200, statusText: 'OK', headers: {}, timing: { queue: 0, firstByte: 0, body: 0, total: 0 } }
  for (let count = 0; count < 3; count += 1) {
    recorder.record(
      { at: count, profileId: 'practice', environment: 'practice' },
      {
        source: 'explorer',
        method: 'GET',
        path: '/v1/api/trsrv/all-conids',
        parameters: [],
        effect: 'read',
        result: { outcome: 'answered', body, head: { ...head, size: body.byteLength } },
      },
    )
  }
  expect(lost).toEqual(['The last request was not saved: too many requests are waiting to be written.'])
})

/** Creates a request of the explorer with a response of this size. */
function response(megabytes: number): SentRequest {
  return exampleRequest(new Uint8Array(megabytes * 1024 * 1024))
}
const origin = { at: 0, profileId: 'practice', environment: 'practice' }

test('accepts one response above the limit if no other entry is pending', () => {
  const lost: unknown[] = []
  const stuck = new Database(
    () => ({ post: () => undefined, end: () => undefined }),
    'console.db',
    () => undefined,
  )
  const recorder = new HistoryRecorder({
    database: stuck,
    retention: SILENT_RETENTION,
    onWritten: () => undefined,
    onLost: (error) => lost.push(error),
  })
  recorder.record(origin, response(65))
  expect(lost).toEqual([])
  recorder.record(origin, response(1))
  expect(lost).toHaveLength(1)
})

test('does not count written entries as pending', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ibkr-console-recorder-'))
  const database = new Database(inThreadDatabase, join(folder, 'console.db'), () => undefined)
  try {
    const recorder = new HistoryRecorder({
      database,
      retention: SILENT_RETENTION,
      onWritten: () => undefined,
      onLost: (error) => expect.fail(String(error)),
    })
    for (let count = 0; count < 3; count += 1) {
      recorder.record(origin, response(30))
      await recorder.settled()
    }
    expect(await recorder.newest()).toBe(3)
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
