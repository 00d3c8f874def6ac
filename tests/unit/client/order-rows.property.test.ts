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

const LEGS = ['265598/1,8314/-1', '265598/1,8314/-2'] as const
/** Descriptions of derivatives, with their part of the name. */
const DETAILS: Readonly<Record<string, string>> = {
  "JUN 28 '24 192.5 Call": '28JUN24 192.5 C',
  "JUN 28 '24 192.5 Put": '28JUN24 192.5 P',
  '(EX2) OCT23 4300 Put Fut. Option': 'OCT23 4300 P EX2',
  DEC26: 'DEC26',
  'a text of another form': 'a text of another form',
}

/** Fields of `GET iserver/account/orders` and of `sor` frames, with valid, empty and invalid values. */
const row = fc.record(
  {
    orderId: texts(1, '1', 2, '3', 4, 5),
    acct: texts('DU1', 'DU2'),
    conid: texts(265598, '265598', 708764406, 11, 12, 28812380, 0, -1, 'x'),
    conidex: texts('265598', '15016138@IDEALPRO', `28812380;;;${LEGS[0]}`, `28812380;;;${LEGS[1]}`),
    side: texts('BUY', 'SELL', 'B', 'S', 'Buy', 'EXER', 'LAPSE', 'Both', '', null, 7, {}),
    ticker: texts('AAPL', 'AUD', 'ES', '', null),
    description1: texts('AAPL', 'AUD.CAD', 'ES', ''),
    description2: texts(...Object.keys(DETAILS), ''),
    companyName: texts('APPLE INC', 'Australian dollar', ''),
    secType: texts('STK', 'OPT', 'FOP', 'FUT', 'CASH', 'BAG', ''),
    listingExchange: texts('NASDAQ.NMS', 'CME', 'SMART', ''),
    totalSize: number,
    filledQuantity: number,
    remainingQuantity: number,
    totalCashSize: number,
    cashCcy: texts('USD', 'CAD', ''),
    sizeAndFills: texts('0/5', '5', '3/2', '2.4K CAD', '0/1,250', '0/10K', '/', ''),
    avgPrice: texts('0.89', '', '382.45'),
    status: texts('Inactive', 'PreSubmitted', 'Submitted', 'Filled', 'Cancelled', 'PendingCancel', ''),
  },
  { requiredKeys: ['orderId'] },
)

type Fields = Readonly<Record<string, unknown>>

const textIn = (value: unknown): string => (value === undefined || value === null ? '' : String(value))

/** Everything that rows have stated so far, read without the code under test. */
class Stated {
  readonly sides = new Set<string>()
  readonly totals = new Set<number>()
  readonly filled = new Set<number>()
  readonly remaining = new Set<number>()
  readonly contract: Readonly<Record<'heads' | 'details' | 'types' | 'exchanges' | 'ids', Set<string>>> = {
    heads: new Set(),
    details: new Set(),
    types: new Set(),
    exchanges: new Set(),
    ids: new Set(),
  }

  add(fields: Fields): void {
    const { side } = fields
    if (typeof side === 'string' && side !== '') this.sides.add(side.toUpperCase())
    if (typeof side === 'number') this.sides.add(String(side))
    addNumber(this.totals, fields['totalSize'])
    addNumber(this.filled, fields['filledQuantity'])
    addNumber(this.remaining, fields['remainingQuantity'])
    const [filled, remaining = '0'] = textIn(fields['sizeAndFills']).split('/')
    addNumber(this.filled, filled)
    addNumber(this.remaining, remaining)
    const { heads, details, types, exchanges, ids } = this.contract
    for (const head of [fields['ticker'], fields['description1']]) addText(heads, textIn(head))
    addText(details, textIn(fields['description2']))
    addText(types, textIn(fields['secType']))
    addText(exchanges, textIn(fields['listingExchange']))
    if (Number(fields['conid']) > 0) ids.add(`#${Number(fields['conid'])}`)
    addText(ids, textIn(fields['conidex']).split(';;;')[1] ?? '')
  }

  /** Adds what other rows have stated about the same contract. */
  addContract(other: Stated): void {
    for (const key of ['heads', 'details', 'types', 'exchanges', 'ids'] as const)
      for (const value of other.contract[key]) this.contract[key].add(value)
  }

  /** Returns every name that is made of stated values only. */
  names(): ReadonlySet<string> {
    const { heads, details, types, exchanges, ids } = this.contract
    const combos = types.has('BAG') || [...ids].some((id) => id.includes('/')) ? ['combo'] : []
    const named = [...heads].filter(() => types.has('STK') || types.has('CASH'))
    const described = [...details].flatMap((text) => [...heads].map((head) => `${head} ${DETAILS[text]}`))
    const combined = combos.flatMap((combo) =>
      [...heads, ''].flatMap((head) => [...details, ''].map((text) => [head, combo, text])),
    )
    // Without a description, the name has a conid or legs at its end.
    const vague = [...heads, ''].flatMap((head) => [...types, ''].map((type) => [head, type]))
    const complete = [...named, ...described, ...combined.map(joined)]
    const extended = complete.flatMap((name) => [...exchanges, ...ids].map((other) => `${name} ${other}`))
    const numbered = [...vague].map(joined).flatMap((name) => [name, ...[...ids].map((id) => joined([name, id]))])
    return new Set([...complete, ...extended, ...numbered])
  }
}

const joined = (parts: readonly string[]): string => parts.filter(Boolean).join(' ')

function addText(texts: Set<string>, text: string): void {
  if (text !== '') texts.add(text)
}

function addNumber(numbers: Set<number>, value: unknown): void {
  const number = plainNumber(value)
  if (number !== undefined) numbers.add(number)
}

function plainNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  return typeof value === 'string' && /^\d{1,3}(,\d{3})*(\.\d+)?$|^\d+(\.\d+)?$/.test(value)
    ? Number(value.replaceAll(',', ''))
    : undefined
}

const sumOf = (some: Iterable<number>, others: Iterable<number>): readonly number[] =>
  [...some].flatMap((one) => [...others].map((other) => one + other))

function expectStated(order: Order, stated: Stated): void {
  const spelled = { BUY: ['BUY', 'B'], SELL: ['SELL', 'S'], EXERCISE: ['EXER'] }[formatSide(order)] ?? [
    formatSide(order),
  ]
  if (formatSide(order) !== 'UNKNOWN SIDE') expect(spelled.some((side) => stated.sides.has(side))).toBe(true)
  const { quantity, filled, remaining } = order
  const { totals } = stated
  if (quantity !== undefined) expect([...totals, ...sumOf(stated.filled, stated.remaining)]).toContain(quantity)
  if (filled !== undefined) expect([...stated.filled]).toContain(filled)
  const rest = sumOf(
    totals,
    [...stated.filled].map((one) => -one),
  ).filter((one) => one >= 0)
  if (remaining !== undefined) expect([...stated.remaining, ...rest]).toContain(remaining)
}

/** Returns what identifies the contract of an order: its legs, or its conid; undefined if that is unknown. */
function idOf({ conid, conidex = '', securityType }: Order): string | undefined {
  const [, legs] = conidex.split(';;;')
  if (legs !== undefined) return legs
  return conid > 0 && securityType !== 'BAG' ? `#${conid}` : undefined
}

test('shows no side, quantity, fill or contract that the rows of an order do not state', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: ROWS, maxLength: ROWS }), fc.boolean(), (rows, isStream) => {
      const store = new OrderStore()
      const stated = new Map<string, Stated>()
      /** What was stated about each contract, by any order. */
      const contracts = new Map<string, Stated>()
      const checked = new Set<string>()
      /** The contract of each name, and the name of each contract that contains no id. */
      const [idsByName, namesById] = [new Map<string, string>(), new Map<string, string>()]
      for (const fields of rows) {
        const orderId = String(fields.orderId)
        const known = stated.get(orderId) ?? new Stated()
        stated.set(orderId, known)
        known.add(fields)
        store.apply([fields], isStream ? 'stream' : 'snapshot', 1)
        const order = store.orders.get(orderId)
        if (order === undefined) continue
        const id = idOf(order)
        const contract = contracts.get(id ?? '') ?? new Stated()
        if (id !== undefined) contracts.set(id, contract)
        contract.addContract(known)
        expectStated(order, known)
        const { contractName } = order
        if (contractName === '') continue
        // A name that was stated once stays so.
        const key = `${id ?? orderId} ${contractName}`
        if (!checked.has(key)) expect([...contract.names()]).toContain(contractName)
        checked.add(key)
        if (id === undefined) continue
        // No two contracts have the same name, and no contract has two.
        expect(idsByName.get(contractName) ?? id).toBe(id)
        idsByName.set(contractName, id)
        if (contractName.endsWith(id)) continue
        expect(namesById.get(id) ?? contractName).toBe(contractName)
        namesById.set(id, contractName)
      }
    }),
    { numRuns: RUNS },
  )
})
