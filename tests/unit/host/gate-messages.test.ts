import { beforeEach, expect, test } from 'vitest'
import type { Gate } from '../../../src/host/trading/gate.ts'
import { createResponse, openGate } from './trading-fixture.ts'

const READ = 'smd+265598+{"fields":["31"]}'
const UNKNOWN = 'xyz+1'

let gate: Gate
let frames: string[]
let noted: string[]
let reports: number
let open: { socketState: string; sendFrame: (text: string) => void; request: () => Promise<unknown> }
beforeEach(() => {
  frames = []
  noted = []
  reports = 0
  open = {
    socketState: 'connected',
    sendFrame: (text) => void frames.push(text),
    request: async () => createResponse({ order_id: '1', order_status: 'Submitted' }),
  }
  const report = (): void => {
    reports += 1
  }
  const session = {
    ...{ profile: { id: 'lab' }, arming: { view: { kind: 'armed' }, period: 1 }, openSession: open },
    ...{ pacing: { report }, estimate: () => undefined, require: () => open },
  }
  gate = openGate(session).gate
  gate.follow({ onText: (text) => void noted.push(text) })
})

test('sends socket messages as they are, and notes those that do more than read', () => {
  for (const text of [READ, UNKNOWN]) gate.sendText(text, { profileId: 'lab' })
  expect([frames, noted]).toEqual([[READ, UNKNOWN], [UNKNOWN]])
})

test('sends no socket message while the WebSocket is not connected', () => {
  open.socketState = 'disconnected'
  for (const text of [READ, UNKNOWN])
    expect(() => gate.sendText(text, { profileId: 'lab' })).toThrow('WebSocket is not connected')
  expect([frames, noted]).toEqual([[], []])
})

test('reports the rate limits after each request, also after a failed one', async () => {
  const send = () =>
    gate.send({
      caller: { kind: 'person', profileId: 'lab', signal: new AbortController().signal },
      permission: { kind: 'change' },
      input: { method: 'POST', path: '/iserver/account/DU1/orders', data: { orders: [] } },
      source: 'orders',
    } as never)
  await send()
  expect(reports).toBe(1)
  open.request = () => Promise.reject(new Error('failed'))
  expect(await send()).toMatchObject({ kind: 'not-sent' })
  expect(reports).toBe(2)
})
