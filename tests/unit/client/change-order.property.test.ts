import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  IbkrError,
  type NewOrder,
  type OrderChanges,
  type PlacedOrder,
  type RequestInput,
} from '../../../src/client/index.ts'
import { createOutcomeUnknownError } from '../../../src/client/orders/order-request-outcome.ts'
import { placeOrders } from '../../../src/client/orders/place-orders.ts'
import { PlacementQueue } from '../../../src/client/orders/placement-queue.ts'
import type { PlacementDeps } from '../../../src/client/orders/send-placement.ts'
import { UNNAMED_PROGRAM } from '../../../src/client/rest/request-caller.ts'
import { propertyRuns } from '../../process/property-runs.ts'

/** Stop of every trailing order, where the market has moved it. */
const MOVED_STOP = 1

type Fields = Readonly<Record<string, unknown>>

/** What becomes of a change at IBKR, and whether the client learns it. */
const OUTCOMES = ['accepted', 'refused', 'lost but made', 'lost', 'confirmed later', 'question left open'] as const

/** One call of `modify`. */
interface Step {
  readonly changes: OrderChanges
  readonly outcome: (typeof OUTCOMES)[number]
  /** Whether IBKR responds to a read of the order. */
  readonly isReadable: boolean
}

/** Removes absent fields, and flags that are false, which mean the same. */
const clean = (fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== false))

/** Names of the order types in IBKR's order status. */
const STATUS_TYPES: Readonly<Record<string, string>> = {
  LMT: 'LIMIT',
  MKT: 'MARKET',
  STP: 'STOP',
  STOP_LIMIT: 'STOP LIMIT',
  TRAIL: 'TRAIL',
}

/** An order at IBKR, which receives changes and reports the order as IBKR does. */
class OrderAtIbkr {
  state: Fields
  readonly bodies: Fields[] = []
  next: Pick<Step, 'outcome' | 'isReadable'> = { outcome: 'accepted', isReadable: true }

  constructor(order: NewOrder) {
    this.state = clean(order)
  }

  readonly request = async ({ method, path, data }: RequestInput): Promise<unknown> => {
    if (method !== 'POST') return this.#status()
    if (path.endsWith('/orders')) return [{ order_id: '7', order_status: 'Submitted' }]
    const { outcome } = this.next
    const body = clean(JSON.parse(JSON.stringify(data)) as object)
    this.bodies.push(body)
    if (outcome === 'accepted' || outcome === 'lost but made' || outcome === 'confirmed later') this.state = body
    if (outcome === 'accepted') return [{ order_id: '7', order_status: 'Submitted' }]
    if (outcome === 'refused') return { error: 'No.' }
    if (outcome.startsWith('lost')) throw createOutcomeUnknownError('The change got no response')
    return [{ id: 'q', message: ['Sure?'], messageIds: ['o163'] }]
  }

  #status(): Fields {
    const { auxPrice, orderType, price, quantity, tif, outsideRTH = false } = this.state
    if (!this.next.isReadable) throw new IbkrError('order-unknown', 'Order 7 is not found')
    return {
      order_id: 7,
      order_type: STATUS_TYPES[String(orderType)],
      total_size: `${quantity}.0`,
      tif: tif === 'DAY' ? 'CLOSE' : tif,
      outside_rth: outsideRTH,
      // A trailing stop has moved since it was placed.
      ...(orderType === 'TRAIL' ? { stop_price: MOVED_STOP.toFixed(2) } : {}),
      ...(orderType === 'STP' && Number(price) % 2 === 0 ? { stop_price: `${price}.00`, limit_price: '' } : {}),
      ...(orderType === 'STP' && Number(price) % 2 === 1 ? { limit_price: `${price}.00` } : {}),
      ...(orderType === 'STOP_LIMIT' ? { stop_price: `${auxPrice}.00`, limit_price: `${price}.00` } : {}),
      ...(orderType === 'LMT' ? { limit_price: `${price}.00`, stop_price: '' } : {}),
    }
  }
}

async function placeAt(ibkr: OrderAtIbkr, order: NewOrder): Promise<PlacedOrder> {
  const context: PlacementDeps = {
    session: { state: { kind: 'ready', accounts: { selected: 'DU1' } }, request: ibkr.request },
    orders: { expectChange: () => undefined },
    caller: UNNAMED_PROGRAM,
    withCaller: () => context,
    placements: new PlacementQueue(new AbortController().signal, { demandOutsidePolicy: () => undefined }),
  } as unknown as PlacementDeps
  const [placed] = await placeOrders(context, 'DU1', [order])
  if (placed === undefined) throw new Error('The order was not placed.')
  return placed
}

const prices = fc.integer({ min: 100, max: 105 })
/** The fields of one order type, of which a change to that type gives all. */
const typed = fc.oneof(
  fc.record({ orderType: fc.constant('LMT'), price: prices }),
  fc.record({ orderType: fc.constant('STP'), price: prices }),
  fc.record({ orderType: fc.constant('STOP_LIMIT'), price: prices, auxPrice: prices }),
  fc.record({ orderType: fc.constant('MKT') }),
  fc.record({ orderType: fc.constant('TRAIL'), trailingType: fc.constantFrom('amt', '%'), trailingAmt: prices }),
)
const NO_PRICES = { price: undefined, auxPrice: undefined, trailingType: undefined, trailingAmt: undefined }
const partial = fc.record(
  {
    price: prices,
    auxPrice: prices,
    trailingAmt: prices,
    quantity: fc.integer({ min: 1, max: 5 }),
    tif: fc.constantFrom('DAY', 'GTC'),
    outsideRTH: fc.boolean(),
  },
  { requiredKeys: [] },
)
const step = fc.record({
  changes: fc.oneof(
    { weight: 4, arbitrary: partial },
    { weight: 1, arbitrary: typed.map((fields) => ({ ...NO_PRICES, ...fields })) },
  ),
  outcome: fc.constantFrom(...OUTCOMES),
  isReadable: fc.boolean(),
})

describe('changes of an order, of which some have an unknown outcome', () => {
  it('each change that is sent has the order as IBKR has it, with the changed fields and no other difference', async () => {
    let sentAfterLoss = 0
    await fc.assert(
      fc.asyncProperty(typed, fc.array(step, { minLength: 1, maxLength: 6 }), async (first, steps) => {
        const order = { conid: 1, side: 'SELL', quantity: 5, tif: 'DAY', ...first } as unknown as NewOrder
        const ibkr = new OrderAtIbkr(order)
        const placed = await placeAt(ibkr, order)
        let isUncertain = false
        for (const { changes, ...next } of steps as readonly Step[]) {
          ibkr.next = next
          const before = { state: ibkr.state, sent: ibkr.bodies.length }
          const failure: unknown = await placed.modify(changes).then(
            () => undefined,
            (error: unknown) => error,
          )
          const body = ibkr.bodies.at(before.sent)
          if (body === undefined) {
            expect(IbkrError.is(failure, 'order-state-unknown', 'config-invalid')).toBe(true)
            continue
          }
          // The stop of a trailing order is the one that the status reports, where the market has moved it.
          const isTrailing = before.state['orderType'] === 'TRAIL'
          expect(body).toEqual(clean({ ...before.state, ...(isTrailing && { price: MOVED_STOP }), ...changes }))
          if (isUncertain) sentAfterLoss += 1
          isUncertain = failure !== undefined && (isUncertain || next.outcome !== 'refused')
        }
      }),
      { numRuns: propertyRuns(2_000) },
    )
    expect(sentAfterLoss).toBeGreaterThan(0)
  })

  it('reads nothing for a change that gives all fields in which the possible orders differ', async () => {
    const order = { conid: 1, side: 'SELL', quantity: 5, orderType: 'STP', price: 100, tif: 'DAY' } as const
    const ibkr = new OrderAtIbkr(order)
    const placed = await placeAt(ibkr, order)
    ibkr.next = { outcome: 'lost but made', isReadable: false }
    await expect(placed.modify({ price: 105 })).rejects.toMatchObject({ code: 'order-outcome-unknown' })
    await expect(placed.modify({ quantity: 4 })).rejects.toMatchObject({
      code: 'order-state-unknown',
      message: expect.stringContaining('IBKR has no such order now'),
    })
    ibkr.next = { outcome: 'accepted', isReadable: false }
    await placed.modify({ price: 105, quantity: 4 })
    expect(ibkr.state).toMatchObject({ price: 105, quantity: 4 })
  })
})
