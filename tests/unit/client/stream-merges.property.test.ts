import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLedgerKind, createSummaryKind } from '../../../src/client/streams/account-values.ts'
import { readAnnouncements } from '../../../src/client/streams/announcements.ts'
import { readExerciseStep } from '../../../src/client/streams/exercise-dialogue.ts'
import { createDepthKind } from '../../../src/client/streams/market-depth.ts'
import { mergeBars, mergeHistory } from '../../../src/client/streams/price-history.ts'
import { createProfitKind } from '../../../src/client/streams/profit-and-loss.ts'
import { findQuoteFieldId, findQuoteFieldName, QUOTE_FIELDS } from '../../../src/client/streams/quote-fields.ts'
import {
  createQuoteKind,
  findQuoteFieldNames,
  mergeQuote,
  quoteNumber,
} from '../../../src/client/streams/quote-stream.ts'
import type { StreamKind, StreamState } from '../../../src/client/streams/stream-state.ts'
import { createTradesKind, mergeTrades, type Trades } from '../../../src/client/streams/trades-stream.ts'
import { ContractNames } from '../../../src/shared/domain/contract-name.ts'
import { propertyRuns } from '../../process/property-runs.ts'

const IDS = ['31', '84', '86', '87', '7295']
const FIELDS = findQuoteFieldNames(IDS)

describe('merged quotes', () => {
  const delta = fc.dictionary(fc.constantFrom(...IDS, '6509'), fc.string({ maxLength: 6 }), { maxKeys: 4 })

  it('a quote contains the newest value of each requested field, and the market data availability', () => {
    fc.assert(
      fc.property(fc.array(delta), fc.subarray(IDS), (deltas, fields) => {
        const requested = new Set(fields)
        let quote = createQuoteKind('1').empty()
        for (const frame of deltas) {
          const before = JSON.stringify(quote)
          const next = mergeQuote(
            quote,
            { ...frame, topic: 'smd+1', conid: 1, 6119: 'q1' },
            1,
            findQuoteFieldNames(fields),
          )
          expect(next === undefined).toBe(!Object.keys(frame).some((id) => id === '6509' || requested.has(id)))
          expect(JSON.stringify(quote)).toBe(before)
          quote = next ?? quote
        }
        const expected = Object.entries(Object.assign({}, ...deltas) as Record<string, string>)
          .filter(([id]) => id === '6509' || requested.has(id))
          .map(([id, value]) => [findQuoteFieldName(id)[1], value])
        expect(quote.values).toEqual(Object.fromEntries(expected))
      }),
    )
  })

  it('finds every field of a quote by its name and by its number', () => {
    const ids = Object.values(QUOTE_FIELDS)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [name, id] of Object.entries(QUOTE_FIELDS)) {
      expect([findQuoteFieldId(name), findQuoteFieldId(id), findQuoteFieldName(id)]).toEqual([
        id,
        id,
        [Number(id), name],
      ])
    }
    expect(findQuoteFieldId('toString')).toBeUndefined()
  })

  it.each([
    ['168.42', 168.42],
    ['C168.42', 168.42],
    ['H1,168.42', 1168.42],
    ['2.5M', 2_500_000],
    ['1.3K', 1_300],
    ['-0.52%', -0.52],
    ['.5', 0.5],
    ['', undefined],
    ['AAPL', undefined],
    [undefined, undefined],
  ])('reads %j as the number %j', (text, number) => {
    expect(quoteNumber(text)).toBe(number)
  })
})

describe('merged trades', () => {
  const row = fc.record(
    {
      execution_id: fc.constantFrom('a', 'b', 'c'),
      commission: fc.constantFrom('1.00', '2.00'),
      price: fc.constantFrom('10', '11'),
      size: fc.integer({ min: 1, max: 9 }),
    },
    { requiredKeys: ['execution_id'] },
  )
  const fold = (frames: readonly (readonly object[])[], limit?: number): Trades =>
    frames.reduce<Trades>(
      (state, args) => mergeTrades(state, { topic: 'str', args }, 1, limit) ?? state,
      createTradesKind().empty(),
    )

  it('reports each execution once with the newest value of each key, for every split of the rows into frames', () => {
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const whole = fold([rows]).trades
        expect(fold(rows.map((one) => [one])).trades).toEqual(whole)
        expect(fold([rows, rows]).trades).toEqual(whole)
        for (const [executionId, trade] of whole) {
          const newer = rows.filter((one) => one.execution_id === executionId)
          expect(trade.price).toBe(newer.findLast(({ price }) => price !== undefined)?.price)
          expect(trade.commission).toBe(newer.findLast(({ commission }) => commission !== undefined)?.commission)
        }
      }),
    )
  })

  it('drops and counts the oldest trades beyond the limit', () => {
    const rows = Array.from({ length: 25 }, (_, index) => ({ execution_id: String(index) }))
    const { trades, dropped } = fold([rows.slice(0, 12), rows.slice(12)], 10)
    expect([...trades.keys()]).toEqual(rows.slice(15).map(({ execution_id }) => execution_id))
    expect(dropped).toBe(15)
  })

  it('names executions as the orders of the session, and keeps the name in an update without a description', () => {
    const names = new ContractNames()
    const option = { conid: 111, symbol: 'AAPL', sec_type: 'OPT' }
    const details = "JAN 20 '27 250 Call"
    names.of({ conid: 1, symbol: 'AAPL', securityType: 'OPT', details })
    const { merge, empty } = createTradesKind(names)
    let state = empty()
    for (const row of [
      { ...option, contract_description_1: 'AAPL', contract_description_2: details },
      { conid: 111, commission: '1.00' },
      { symbol: 'AAPL', commission: '1.01' },
      option,
    ])
      state = merge(state, { topic: 'str', args: [{ execution_id: 'a', ...row }] }, 1, FIELDS) ?? state
    expect(state.trades.get('a')).toMatchObject({ contractName: 'AAPL 20JAN27 250 C #111', commission: '1.01' })
  })

  it('reports only changed trades, and nothing for a repeated frame', () => {
    const state = fold([
      [
        { execution_id: 'a', side: 'B' },
        { execution_id: 'b', side: 'N' },
      ],
    ])
    expect(state.changed.map(({ side }) => side)).toEqual(['BUY', 'NETTING'])
    expect(mergeTrades(state, { args: [{ execution_id: 'a', side: 'B' }] }, 2)).toBeUndefined()
    expect(mergeTrades(state, { args: [{ execution_id: 'a', commission: '1' }] }, 2)?.changed).toHaveLength(1)
  })
})

describe('merged values of other streams', () => {
  it('profit and loss: keeps other accounts and numbers when a delta arrives', () => {
    const { empty, merge } = createProfitKind()
    const first = merge(empty(), { args: { 'U1.Core': { dpl: 1, nl: 2 }, 'U2.Growth': { upl: 3 } } }, 1, FIELDS)
    const second = first && merge(first, { args: { 'U1.Core': { dpl: 9, uel: 4 } } }, 2, FIELDS)
    expect(Object.fromEntries(second?.rows ?? [])).toEqual({
      'U1.Core': { account: 'U1', model: 'Core', daily: 9, netLiquidation: 2, excessLiquidity: 4 },
      'U2.Growth': { account: 'U2', model: 'Growth', unrealized: 3 },
    })
  })

  it('ledger: keeps the fields of a currency if a frame contains only its key and time', () => {
    const { empty, merge } = createLedgerKind('U1')
    const first = merge(empty(), { result: [{ key: 'LedgerListUSD', timestamp: 1, cashbalance: 5 }] }, 1, FIELDS)
    const second = first && merge(first, { result: [{ key: 'LedgerListUSD', timestamp: 2 }] }, 2, FIELDS)
    expect(Object.fromEntries(second?.entries ?? [])).toEqual({
      LedgerListUSD: { key: 'LedgerListUSD', timestamp: 2, fields: { cashbalance: 5 } },
    })
  })

  it('summary: reads both amounts and strings', () => {
    const { empty, merge } = createSummaryKind('U1')
    const result = [
      { key: 'AccruedCash-S', timestamp: 1, currency: 'USD', monetaryValue: 0, severity: 0 },
      { key: 'TradingType-S', value: 'STKNOPT' },
    ]
    expect(Object.fromEntries(merge(empty(), { result }, 1, FIELDS)?.entries ?? [])).toEqual({
      'AccruedCash-S': { key: 'AccruedCash-S', timestamp: 1, currency: 'USD', amount: 0, severity: 0 },
      'TradingType-S': { key: 'TradingType-S', text: 'STKNOPT' },
    })
  })

  it('depth: replaces the ladder with a full one, merges single rows, and separates the last trade', () => {
    const { empty, merge } = createDepthKind('U1', 1)
    const ladder = [0, 1, 2].map((row) => ({ row, focus: row === 1 ? 1 : 0, price: row === 1 ? '100 @ 9.5' : '9' }))
    const first = merge(empty(), { data: ladder }, 1, FIELDS)
    expect(first?.rows[1]).toEqual({ row: 1, isLast: true, price: '9.5', lastSize: '100' })
    const second = first && merge(first, { data: [{ row: 2, focus: 0, price: '8', bid: '5' }] }, 2, FIELDS)
    expect(second?.rows.map(({ price }) => price)).toEqual(['9', '9.5', '8'])
    const third = second && merge(second, { data: ladder.slice(0, 2) }, 3, FIELDS)
    expect(third?.rows).toHaveLength(2)
  })

  it('history: keeps the newest bar for each time, ordered by time', () => {
    const bar = fc.record({ time: fc.integer({ min: 0, max: 20 }), close: fc.integer() })
    fc.assert(
      fc.property(fc.array(bar), fc.array(bar), (known, newer) => {
        const merged = mergeBars(mergeBars([], known), newer)
        const times = merged.map(({ time }) => time)
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
        for (const { time, close } of merged) {
          expect(close).toBe([...known, ...newer].findLast((one) => one.time === time)?.close)
        }
      }),
    )
  })
})

describe('merging arbitrary frames', () => {
  const kinds = [
    createTradesKind(),
    createQuoteKind('1'),
    createProfitKind(),
    createDepthKind('U1', 1),
    createSummaryKind('U1'),
    createLedgerKind('U1'),
  ].map((kind) => kind as unknown as StreamKind<StreamState>)
  /** Generates partly valid rows: the expected keys with arbitrary values. */
  const row = fc.dictionary(
    fc.constantFrom(
      ...IDS,
      'row',
      'price',
      'key',
      'timestamp',
      'execution_id',
      'dpl',
      't',
      'o',
      'id',
      'text',
      '__proto__',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  )
  const frame = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.constantFrom(
        'topic',
        'args',
        'data',
        'result',
        'error',
        'code',
        'serverId',
        'action',
        'prompt',
        '31',
        '_updated',
      ),
      fc.oneof(
        fc.jsonValue({ maxDepth: 2 }),
        fc.array(row, { maxLength: 4 }),
        row,
        fc.constantFrom('sts', 'ntf', 'blt', 'act', 'system', 'content', 'prompt'),
      ),
    ),
  )

  it('merging arbitrary frames never throws, and keeps a valid state', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), (frames) => {
        for (const { empty, merge } of kinds) {
          let state = empty()
          for (const value of frames) state = merge(state, value, 1, FIELDS) ?? state
          expect(Object.keys(state).sort()).toEqual(Object.keys(empty()).sort())
        }
        let history: ReturnType<typeof mergeHistory>
        for (const value of frames) {
          history = mergeHistory(history, { contract: '1', hasAllPrices: true }, value, 1) ?? history
          for (const announcement of readAnnouncements(value, 1)) expect(announcement.at).toBe(1)
          expect(typeof readExerciseStep(value)).toMatch(/object|undefined/)
        }
      }),
      { numRuns: propertyRuns(500) },
    )
    expect(Object.prototype).not.toHaveProperty('execution_id')
  })
})
