import { expect, test } from 'vitest'
import { Database } from '../../../../src/host/database/database.ts'
import { lostWords } from '../../../../src/host/history/history-error.ts'
import { HistoryRecorder } from '../../../../src/host/history/history-recorder.ts'

test('what waits for a disk that does not answer is bounded: the newest is not kept, and that is said', () => {
  const lost: string[] = []
  const stuck = new Database(
    () => ({ post: () => undefined, end: () => undefined }),
    'console.db',
    () => undefined,
  )
  const recorder = new HistoryRecorder({
    database: stuck,
    onWritten: () => undefined,
    onLost: (error) => lost.push(lostWords(error)),
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
  expect(lost).toEqual(['The last request was not kept: too much waits to be written.'])
})
