import { numberOf, omitUndefined, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { StreamState } from './stream-state.ts'

/** One price bar of the history. */
export interface Bar {
  /** Start of the bar, in ms since epoch. */
  readonly time: number
  /** First price. */
  readonly open: number
  /** Highest price. */
  readonly high: number
  /** Lowest price. */
  readonly low: number
  /** Last price. */
  readonly close: number
  /** Volume as IBKR sends it; `volumeFactor` may scale it (one recording, September 2026). */
  readonly volume?: number
}

/** A bar of a query with a `format`; it has only the values that the format names. */
export type PartialBar = Pick<Bar, 'time'> & Partial<Omit<Bar, 'time'>>

/** Parameters of a history request, with IBKR's names and defaults. */
export interface HistoryQuery {
  /** Period of the history: `{1-30}min, {1-8}h, {1-1000}d, {1-792}w, {1-182}m, {1-15}y`. */
  readonly period?: string
  /** Length of a bar: `1min` to `1m`; `m` is a month. */
  readonly bar?: string
  /** Exchange of the bars. Default: the primary one. */
  readonly exchange?: string
  /** Whether to include bars outside regular trading hours. Default: false. */
  readonly outsideRth?: boolean
  /** Kind of prices. Default: `trades`. */
  readonly source?: 'trades' | 'midpoint' | 'bid_ask' | 'bid' | 'ask'
  /** Values of a bar: any of `%o %c %h %l %v`, separated by `/`. Default all. */
  readonly format?: string
}

/** Bars of one contract, oldest first. */
export interface History<One extends PartialBar = Bar> extends StreamState {
  /** The requested contract: a conid, optionally with `@EXCHANGE`. */
  readonly contract: string
  /** IBKR's id of the request while it occupies a slot. */
  readonly serverId: string
  /** Ticker symbol. */
  readonly symbol?: string
  /** IBKR's name of the contract, such as the company. */
  readonly text?: string
  /** Length of a bar in seconds. */
  readonly barLength?: number
  /** Factor for the volume of each bar; absent if IBKR sent none. */
  readonly volumeFactor?: number
  /** The bars, oldest first; at most 5,000. */
  readonly bars: readonly One[]
}

const PRICES = ['open', 'high', 'low', 'close'] as const
/** Maximum number of bars kept: a response has at most 1,000, and a live request adds more. */
const BARS_KEPT = 5_000

/** The contract and parameters of a history request. */
export interface HistoryRequest {
  readonly contract: string
  /**
   * Whether the response contains all prices of a bar. Otherwise it contains the prices that the query's `format`
   * names.
   */
  readonly hasAllPrices: boolean
}

/**
 * Merges a history frame; undefined for any other frame. A later frame of the same request contains only the running
 * bar. Pure.
 */
export function mergeHistory(
  known: History<PartialBar> | undefined,
  { contract, hasAllPrices }: HistoryRequest,
  frame: unknown,
  at: number,
): History<PartialBar> | undefined {
  const row = rowOf(frame)
  const serverId = textOf(row?.['serverId'])
  const data = row?.['data']
  if (row === undefined || serverId === undefined || !Array.isArray(data)) return undefined
  const fields = omitUndefined<Pick<History, 'symbol' | 'text' | 'barLength' | 'volumeFactor'>>({
    symbol: textOf(row['symbol']),
    text: textOf(row['text']),
    barLength: numberOf(row['barLength']),
    volumeFactor: numberOf(row['volumeFactor']),
  })
  const bars = rowsOf(data).flatMap((bar) => {
    const time = numberOf(bar['t'])
    const values = omitUndefined<Omit<PartialBar, 'time'>>({
      open: numberOf(bar['o']),
      high: numberOf(bar['h']),
      low: numberOf(bar['l']),
      close: numberOf(bar['c']),
      volume: numberOf(bar['v']),
    })
    // For a period without data, IBKR sends one bar with price 0 and no time.
    if (time === undefined) return []
    return hasAllPrices && PRICES.some((price) => values[price] === undefined) ? [] : [{ time, ...values }]
  })
  return { ...known, ...fields, contract, serverId, at, gap: undefined, bars: mergeBars(known?.bars ?? [], bars) }
}

/** Merges bars ordered by time. A bar replaces an existing bar with the same time. Pure. */
export function mergeBars<One extends PartialBar>(known: readonly One[], newer: readonly One[]): readonly One[] {
  const byTime = new Map<number, One>()
  for (const bar of [...known, ...newer]) byTime.set(bar.time, bar)
  const bars = [...byTime.values()].sort((a, b) => a.time - b.time)
  return bars.slice(-BARS_KEPT)
}
