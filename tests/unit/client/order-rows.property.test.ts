import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OrderStore } from '../../../src/client/orders/order-store.ts'
import { formatSide, type Order } from '../../../src/shared/domain/orders.ts'

/** Rows per run of the fuzz test. Together with the number of runs: 20,000 rows and deltas. */
const ROWS = 100
const RUNS = 200

const texts = (...values: readonly unknown[]) => fc.constantFrom(...values)
const number = texts(
  0,
  5,
  '5',
  100,
  '100.0',
  '1,250',
  '2806.46',
  '',
  'None',
  'N/A',
  '2.4K CAD',
  '1,5',
  null,
  {},
  -1,
  Number.POSITIVE_INFINITY,
)

/** Fields of `GET iserver/account/orders` and of `sor` frames, with valid, empty and invalid values. */
const row = fc.record(
  {
    orderId: texts(1, '1', 2, '3', 4),
    acct: texts('DU1', 'DU2'),
    conid: texts(265598, '265598', 708764406, 0, -1, 'x'),
    conidex: texts('265598', '15016138@IDEALPRO', '28812380;;;265598/1,8314/-1'),
    side: texts('BUY', 'SELL', 'B', 'S', 'Buy', 'EXER', 'LAPSE', 'Both', '', null, 7, {}),
    ticker: texts('AAPL', 'AUD', 'ES', '', null),
    description1: texts('AAPL', 'AUD.CAD', 'ES', ''),
    description2: texts("JUN 28 '24 192.5 Call", '(EX2) OCT23 4300 Put Fut. Option', 'DEC26', ''),
    companyName: texts('APPLE INC', 'Australian dollar', ''),
    secType: texts('STK', 'OPT', 'FOP', 'FUT', 'CASH', 'BAG', ''),
    listingExchange: texts('NASDAQ.NMS', 'CME', ''),
    totalSize: number,
    filledQuantity: number,
    remainingQuantity: number,
    totalCashSize: number,
    cashCcy: texts('USD', 'CAD', ''),
    sizeAndFills: texts('0/5', '5', '2.4K CAD', '0/1,250', '/', ''),
    avgPrice: texts('0.89', '', '382.45'),
    status: texts('Inactive', 'PreSubmitted', 'Submitted', 'Filled', 'Cancelled', 'PendingCancel', ''),
  },
  { requiredKeys: ['orderId'] },
)

type Fields = Readonly<Record<string, unknown>>

/** Everything that the rows of one order have stated so far, read without the code under test. */
class Stated {
  readonly sides = new Set<string>()
  readonly quantities = new Set<number>()
  readonly names = new Set<string>()

  add(fields: Fields): void {
    const { side } = fields
    if (typeof side === 'string' && side !== '') this.sides.add(side.toUpperCase())
    if (typeof side === 'number') this.sides.add(String(side))
    for (const name of ['totalSize', 'filledQuantity', 'remainingQuantity']) {
      const value = plainNumber(fields[name])
      if (value !== undefined) this.quantities.add(value)
    }
    for (const part of String(fields['sizeAndFills'] ?? '').split('/')) {
      const value = plainNumber(part)
      if (value !== undefined) this.quantities.add(value)
    }
    for (const name of ['ticker', 'description1', 'secType', 'conid', 'conidex']) {
      const value = fields[name]
      if (value !== undefined && value !== null && value !== '') this.names.add(String(value))
    }
  }
}

function plainNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && /^\d{1,3}(,\d{3})*(\.\d+)?$|^\d+(\.\d+)?$/.test(value)
    ? Number(value.replaceAll(',', ''))
    : undefined
}

function expectStated(order: Order, stated: Stated): void {
  const spelled = { BUY: ['BUY', 'B'], SELL: ['SELL', 'S'], EXERCISE: ['EXER'] }[formatSide(order)] ?? [
    formatSide(order),
  ]
  if (formatSide(order) !== 'UNKNOWN SIDE') expect(spelled.some((side) => stated.sides.has(side))).toBe(true)
  const { quantity, contractName } = order
  if (quantity !== undefined) {
    const { quantities } = stated
    const isSum = [...quantities].some((one) => [...quantities].some((other) => one + other === quantity))
    expect(quantities.has(quantity) || isSum).toBe(true)
  }
  const [first = ''] = contractName.split(' ')
  if (first !== '') expect([...stated.names].map((name) => `#${name} ${name}`).join()).toContain(first)
}

test('shows no side, quantity or contract that the rows of an order do not state', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: ROWS, maxLength: ROWS }), fc.boolean(), (rows, isStream) => {
      const store = new OrderStore()
      const stated = new Map<string, Stated>()
      for (const fields of rows) {
        const id = String(fields.orderId)
        const known = stated.get(id) ?? new Stated()
        stated.set(id, known)
        known.add(fields)
        store.apply([fields], isStream ? 'stream' : 'snapshot', 1)
        const order = store.orders.get(id)
        if (order !== undefined) expectStated(order, known)
      }
      // Without a conid, an order may be about the contract of the other one.
      const names = [...store.orders.values()].filter(({ conid, contractName }) => conid !== 0 && contractName !== '')
      for (const one of names)
        for (const other of names)
          if (one.contractName === other.contractName && one.securityType === 'STK' && other.securityType === 'STK')
            expect(one.conid).toBe(other.conid)
    }),
    { numRuns: RUNS },
  )
})
