import type { RecordedRequest } from '../../src/simulator/record/recorded-entries.ts'
import type { SimulatorRecord } from '../../src/simulator/record/simulator-record.ts'

/** Returns what the server observed for each promise: marked requests, logins, and messages on the socket. */
export function collectServerObservations(record: SimulatorRecord): Readonly<Record<string, unknown>> {
  const marked = (mark: string): RecordedRequest | undefined =>
    record.requests().find(({ query, body }) => query.includes(`of=${mark}`) || body.includes(`"of":"${mark}"`))
  const seen: Record<string, unknown> = {}
  for (const mark of [
    'plain',
    'kinds',
    'array',
    'empty',
    'reserved',
    'path',
    'slash',
    'absolute',
    'headers',
    'agent',
  ]) {
    const request = marked(mark)
    seen[`server: the query of "${mark}"`] = request?.query ?? 'no such request'
    seen[`server: the signature of "${mark}"`] = request?.verification ?? 'no such request'
  }
  for (const mark of ['data', 'delete']) {
    const { method, body, headers } = marked(mark) ?? {}
    seen[`server: the body of "${mark}"`] = [method, body, headers?.['content-type']]
  }
  seen['server: content-type without a body'] = marked('plain')?.headers['content-type'] ?? 'none'
  seen['server: own headers arrive'] = marked('headers')?.headers['x-mine'] ?? 'none'
  for (const mark of ['plain', 'agent']) seen[`server: user-agent of "${mark}"`] = marked(mark)?.headers['user-agent']
  seen['server: bodies of init'] = record
    .requests({ path: '/v1/api/iserver/auth/ssodh/init' })
    .map(({ body }) => JSON.parse(body))
  const frames = record.frames({ direction: 'in' }).map(({ text }) => text)
  seen['server: texts of a multiplexed stream'] = frames.filter((text) => text.includes('"of":"multiplex"'))
  seen['server: a stream is subscribed again after a drop'] =
    frames.filter((text) => text === 'spl+{"of":"drop"}').length > 1
  const upgrades = record.requests({ path: '/v1/api/ws' })
  seen['server: a socket is let in as'] = [...new Set(upgrades.map(({ verification }) => verification))]
  seen['server: user-agent of a socket'] = [...new Set(upgrades.map(({ headers }) => headers['user-agent']))]
  return seen
}
