import type { OrderResponse, ResponseHead } from '../../../../src/shared/contract/views.ts'
import type { Order } from '../../../../src/shared/domain/orders.ts'
import type { HostFrame, WindowFrame } from '../../../../src/shared/rpc/frames.ts'
import type { Transport } from '../../../../src/shared/rpc/transport.ts'
import type { Scenario } from './scenarios.ts'

const matches = [
  { conid: 265598, symbol: 'AAPL', name: 'Apple Inc', exchange: 'NASDAQ', securityType: 'STK' },
  { conid: 38708077, symbol: 'AAPL', name: 'Apple Inc', exchange: 'MEXI', securityType: 'STK' },
]

/** Responds to every call of the contract with sample data. */
export function servePretended(transport: Transport<HostFrame, WindowFrame>, scene: Scenario): void {
  let armed = scene.session?.view.arming.kind === 'armed'
  let seq = 0
  let feedId: number | undefined
  const answer = (id: number, output: unknown): void => transport.send({ t: 'result', id, output })
  const refuse = (id: number, code: 'not-armed' | 'upstream', message: string): void =>
    transport.send({ t: 'error', id, error: { code, message, retryable: false } })

  const call = (id: number, name: string, input: Record<string, unknown>): unknown => {
    switch (name) {
      case 'app.info':
        return answer(id, { version: '0.1.0', startedAt: Date.now() })
      case 'platform.capabilities':
        return answer(id, { openFileDialog: false, saveFileDialog: false, notify: false })
      case 'safety.arm':
        armed = true
        return answer(id, { kind: 'armed', until: Date.now() + 900_000 })
      case 'safety.disarm':
        armed = false
        return answer(id, { kind: 'disarmed' })
      case 'requests.send':
        return request(id, input)
      case 'contracts.search':
        return answer(id, String(input['symbol']).toUpperCase().startsWith('A') ? matches : [])
      case 'contracts.quote':
        return answer(id, {
          conid: input['conid'],
          last: '187.32',
          bid: '187.31',
          ask: '187.34',
          change: '+1.24',
          at: Date.now(),
        })
      case 'orders.timeline':
        return answer(id, { orderId: input['orderId'], transitions: steps() })
      case 'orders.place':
        return armed ? answer(id, question('o354')) : refuse(id, 'not-armed', 'The profile is not armed.')
      case 'orders.reply':
        return answer(id, accepted)
      case 'orders.cancel':
        return answer(id, { message: 'Request was submitted' })
      default:
        return answer(id, null)
    }
  }

  const request = (id: number, { method, path }: Record<string, unknown>): unknown => {
    if (method !== 'GET' && !armed)
      return refuse(id, 'not-armed', 'POST /iserver/account/{accountId}/orders places orders.')
    if (String(path).includes('never')) return undefined
    if (String(path).includes('broken')) return refuse(id, 'upstream', 'The server closed the connection after 12 s.')
    const [status, value] = String(path).includes('missing')
      ? [404, { error: 'Resource not found' }]
      : [200, body(String(path))]
    const bytes = new TextEncoder().encode(JSON.stringify(value))
    const head: ResponseHead = {
      responseId: '00000000-0000-4000-8000-000000000000',
      status,
      statusText: '',
      headers: { 'content-type': 'application/json;charset=utf-8', 'x-response-time': '12ms', vary: 'Origin' },
      timing: { queue: 3.2, connect: 11, firstByte: 43.4, body: 2.1, total: 59.7 },
      size: bytes.byteLength,
      body: 'sent',
      method: String(method),
      url: `https://localhost:5000/v1/api${path}`,
      effect: 'read',
      ...(status === 404 ? { explanation: 'IBKR knows no such path. Check the spelling and the prefix.' } : {}),
    }
    return setTimeout(() => {
      transport.send({ t: 'body', id, length: bytes.byteLength })
      transport.send({ t: 'bytes', id, seq: 0, data: bytes })
      transport.send({ t: 'result', id, output: head, bytes: bytes.byteLength })
    }, 120)
  }

  transport.onMessage((frame) => {
    if (frame.t === 'call') call(frame.id, frame.name, frame.input as Record<string, unknown>)
    if (frame.t === 'cancel')
      transport.send({ t: 'error', id: frame.id, error: { code: 'cancelled', message: '', retryable: true } })
    if (frame.t !== 'open') return
    const snapshot = snapshotOf(frame.name, scene)
    if (!snapshot) return
    transport.send({ t: 'items', id: frame.id, seq: 0, snapshot, items: [], merged: 0 })
    if (frame.name === 'orders.feed') {
      feedId = frame.id
      seq = 1
    }
  })

  if (!scene.moving) return
  const orders = [...(scene.orders?.orders ?? [])]
  setInterval(() => {
    const index = Math.floor(Math.random() * orders.length)
    const order = orders[index]
    if (!order || feedId === undefined) return
    const next = advance(order)
    orders[index] = next
    transport.send({ t: 'items', id: feedId, seq: seq++, items: [{ kind: 'order', order: next }], merged: 0 })
  }, 900)
}

function snapshotOf(feed: string, { session, orders, notices }: Scenario): unknown {
  switch (feed) {
    case 'app.notices':
      return notices
    case 'session.feed':
      return session
    case 'session.pacing':
      return { left: 9, limit: 10, queued: 0 }
    case 'orders.feed':
      return orders
    case 'profiles.feed':
      return session && { profiles: [session.view.profile], selectedId: session.view.profile.id }
    default:
      return undefined
  }
}

function advance(order: Order): Order {
  const filled = Math.min(order.quantity, order.filled + Math.max(1, Math.floor(order.quantity / 10)))
  const done = filled === order.quantity
  const at = Date.now()
  return {
    ...order,
    filled,
    remaining: order.quantity - filled,
    status: done ? 'Filled' : 'Submitted',
    averagePrice: order.limitPrice ?? '187.30',
    changedAt: at,
    serverTime: at,
    transitionCount: order.transitionCount + 1,
  }
}

const steps = () => {
  const now = Date.now()
  return [
    {
      at: now - 90_000,
      source: 'own request',
      status: 'PendingSubmit',
      filled: 0,
      remaining: 100,
      text: 'Sent to IBKR',
    },
    { at: now - 89_600, source: 'stream', status: 'Submitted', filled: 0, remaining: 100, text: 'Submitted' },
    {
      at: now - 12_000,
      source: 'stream',
      status: 'Submitted',
      filled: 35,
      remaining: 65,
      averagePrice: '187.32',
      text: 'Filled 35 of 100 at 187.32',
    },
  ]
}

const question = (replyId: string): OrderResponse => ({
  kind: 'question',
  replyId,
  messages: [
    'The following order "BUY 100 AAPL NASDAQ.NMS @ 250" price exceeds the percentage constraint of 3%. Are you sure you want to submit this order?',
  ],
  messageIds: ['o163'],
})

const accepted: OrderResponse = { kind: 'accepted', orderId: '1370093239', status: 'PreSubmitted' }

function body(path: string): unknown {
  if (path.includes('big')) {
    return Array.from({ length: 12_000 }, (_, index) => ({
      conid: index,
      symbol: `SYM${index}`,
      bid: index / 7,
      nested: { a: [1, 2, 3], b: null },
    }))
  }
  return {
    accounts: ['DU1234567', 'DU7654321'],
    aliases: { DU1234567: 'DU1234567', DU7654321: 'Long term' },
    allowFeatures: { showGFIS: true, showEUCostReport: false, allowFXConv: true, maxOrders: 250, ratio: 0.35 },
    selectedAccount: 'DU1234567',
    sessionId: null,
    profiles: [],
    isPaper: true,
  }
}
