import { expect, test } from 'vitest'
import { decodeFrame, quoteFieldLabel } from '../../../src/renderer/features/stream/decode-frame.ts'
import { sortLadder } from '../../../src/renderer/features/stream/live-values.tsx'
import { mergeValues } from '../../../src/renderer/features/stream/stream-store.ts'
import {
  FIRST_DRAFT,
  type SubscriptionDraft,
  subscriptionText,
} from '../../../src/renderer/features/stream/subscription-draft.ts'
import { classifySocketText } from '../../../src/shared/catalogue/classify-socket-text.ts'

const AAPL = { conid: 265598, symbol: 'AAPL', name: 'APPLE INC', exchange: 'NASDAQ', securityType: 'STK' }
const filled: SubscriptionDraft = { ...FIRST_DRAFT, contract: AAPL, accountId: 'DU1234567', fields: ['31', '84'] }

test.each([
  ['smd', 'smd+265598+{"fields":["31","84"]}'],
  ['sbd', 'sbd+DU1234567+265598'],
  ['sor', 'sor+{}'],
  ['str', 'str+{"realtimeUpdatesOnly":false,"days":1}'],
  ['spl', 'spl+{}'],
  ['ssd', 'ssd+DU1234567+{}'],
  ['sld', 'sld+DU1234567+{}'],
] as const)('converts the form for the topic %s to the socket text %s, which only reads', (topic, text) => {
  expect(subscriptionText({ ...filled, topic })).toEqual({ kind: 'text', text })
  expect(classifySocketText(text).effect).toBe('read')
})

test('converts the history form to a read request', () => {
  const made = subscriptionText({ ...filled, topic: 'smh' })
  expect(made.kind === 'text' && made.text).toMatch(/^smh\+265598\+\{"period":"2h","bar":"5min"/)
  expect(made.kind === 'text' && classifySocketText(made.text).effect).toBe('read')
})

test.each([
  ['smd', { contract: undefined }, 'contract'],
  ['smd', { fields: [] }, 'fields'],
  ['sld', { accountId: '' }, 'account'],
  ['raw', { text: ' ' }, 'text'],
] as const)('reports the missing field of the %s form', (topic, part, field) => {
  expect(subscriptionText({ ...filled, ...part, topic })).toEqual({ kind: 'missing', field })
})

test('decodes market data by field name', () => {
  const text = '{"server_id":"q1","31":"242.35","84":"242.34","conid":265598}'
  expect(decodeFrame({ kind: 'receive', topic: 'smd+265598', text })).toEqual([
    { name: 'last price', value: '242.35', hint: 'Field 31' },
    { name: 'bid', value: '242.34', hint: 'Field 84' },
    { name: 'server', value: 'q1', hint: 'server_id' },
    { name: 'conid', value: '265598', hint: 'conid' },
  ])
  expect(decodeFrame({ kind: 'receive', topic: 'sor', text })).toBeUndefined()
  expect(decodeFrame({ kind: 'receive', topic: 'smd+1', text: '{"31":' })).toBeUndefined()
  expect(quoteFieldLabel('changePercent')).toBe('change percent')
  expect(quoteFieldLabel('7295')).toBe('open')
})

test.each([
  ['rising', [0, 1, 2, 3]],
  ['falling', [3, 2, 1, 0]],
])('sorts asks above bids if IBKR numbers its rows %s', (_order, numbers) => {
  const [bid = 0, last = 0, ask = 0, far = 0] = numbers
  const rows = [
    { row: bid, isLast: false, price: '999.50', bid: '3' },
    { row: last, isLast: true, price: '1,000.00' },
    { row: ask, isLast: false, price: '1,000.50', ask: '2' },
    { row: far, isLast: false, price: '10,000', ask: '1' },
  ].sort((a, b) => a.row - b.row)
  expect(sortLadder([...rows, { row: 9, isLast: false }]).map(({ price }) => price)).toEqual([
    '10,000',
    '1,000.50',
    '1,000.00',
    '999.50',
    undefined,
  ])
})

test('keeps the latest values of each subscription until the subscription ends', () => {
  const quote = { kind: 'quote', id: 'a', at: 1, contract: '265598', values: { last: '1' } } as const
  const first = mergeValues(new Map(), [quote, { ...quote, id: 'b' }])
  const second = mergeValues(first, [
    { ...quote, values: { last: '2' } },
    { kind: 'gone', id: 'b' },
  ])
  expect([...second]).toEqual([['a', { ...quote, values: { last: '2' } }]])
  expect(mergeValues(second, [])).toBe(second)
})
