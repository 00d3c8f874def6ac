import { expect, test } from 'vitest'
import { type RecordedResponseShape, readRecordings } from '../../../../scripts/routes/live-recordings.ts'
import { accountId, post, read, type ValidRequest } from '../coverage/valid-request.ts'
import { validRequests } from '../coverage/valid-requests.ts'
import { runningGateway } from '../running-gateway.ts'
import { compareShapes, matchScore, type ShapeComparison } from './compare-shapes.ts'

const { responses, statuses } = readRecordings()

/** Requests that need a special state, or that differ from the valid request of the coverage test. */
const requests: Readonly<Record<string, ValidRequest>> = {
  'GET /iserver/secdef/search (fund)': read('iserver/secdef/search?symbol=SPY'),
  'GET /iserver/account/trades (first read)': read('iserver/account/trades'),
  'GET /portfolio/{accountId}/positions/{pageId} (first read)': read(`portfolio/${accountId}/positions/0`),
  'GET /portfolio/{accountId}/positions/{pageId} (page beyond the last)': read(`portfolio/${accountId}/positions/999`),
  'GET /iserver/account/pnl/partitioned (first read)': read('iserver/account/pnl/partitioned'),
  'GET /portfolio/positions/{conid} (first read)': read('portfolio/positions/265598'),
  'GET /iserver/auth/status': read('iserver/auth/status'),
  'POST /iserver/account': post('iserver/account', { acctId: accountId }),
}

const titleOf = ({ operation, state }: RecordedResponseShape) =>
  state === undefined ? operation : `${operation} (${state})`

async function differenceOf(recording: RecordedResponseShape) {
  const title = titleOf(recording)
  const ask = requests[title] ?? validRequests[recording.operation]
  if (ask === undefined) throw new Error(`No request for ${title}`)
  const { client, warmUp } = await runningGateway({ fillSeconds: 0.05 })
  await warmUp()
  const { status, body } = await ask(client)
  return { status, difference: compareShapes(recording, body) }
}

test('returns the keys and types recorded from the live API', async () => {
  const scores: number[] = []
  const all: ShapeComparison[] = []
  const differences: string[] = []
  for (const recording of responses) {
    const { status, difference } = await differenceOf(recording)
    const { missing, otherType, extra } = difference
    expect([titleOf(recording), status]).toEqual([titleOf(recording), 200])
    expect({ of: titleOf(recording), missing, otherType }).toEqual({
      of: titleOf(recording),
      missing: [],
      otherType: [],
    })
    differences.push(...extra.map((path) => `${titleOf(recording)}: ${path}`))
    scores.push(matchScore(difference))
    all.push(difference)
  }
  const sum = (lists: (keyof ShapeComparison)[]) => all.flatMap((each) => lists.flatMap((list) => each[list])).length
  const pooled = sum(['matched']) / sum(['matched', 'missing', 'extra', 'otherType'])
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length
  expect(mean, differences.join('\n')).toBeGreaterThanOrEqual(0.995)
  expect(pooled, differences.join('\n')).toBeGreaterThanOrEqual(0.98)
})

test('returns the statuses recorded from the live API for things that do not exist', async () => {
  const { client, warmUp } = await runningGateway()
  await warmUp()
  const others: string[] = []
  for (const [method, path, body, live] of statuses) {
    const sent = body === null ? undefined : JSON.stringify(body).replaceAll('@account', accountId)
    const { status } = await client.send(method, path.slice(1).replace('{accountId}', accountId), sent)
    if (status !== live) others.push(`${method} ${path}: ${live} live, ${status} here`)
  }
  expect(others.length, others.join('\n')).toBeLessThanOrEqual(statuses.length - 32)
})
