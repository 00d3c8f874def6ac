import { definedFields, numberOf, rowOf, rowsOf, textOf } from '../../shared/domain/read-value.ts'
import type { StreamState } from './stream-state.ts'

/** One bar; its values depend on the requested format. */
export interface Bar {
  /** Start of the bar, in ms since epoch; absent in the placeholder of a period without data. */
  readonly time?: number
  readonly open?: number
  readonly close?: number
  readonly high?: number
  readonly low?: number
  /** Volume as IBKR sends it; `volumeFactor` may scale it. */
  readonly volume?: number
}

/** Parameters with IBKR's names and defaults. */
export interface HistoryQuery {
  /** `{1-30}min, {1-8}h, {1-1000}d, {1-792}w, {1-182}m, {1-15}y` */
  readonly period?: string
  /** `1min` to `1m`; `m` is a month. */
  readonly bar?: string
  readonly exchange?: string
  readonly outsideRth?: boolean
  readonly source?: 'trades' | 'midpoint' | 'bid_ask' | 'bid' | 'ask'
  /** Any of `%o %c %h %l %v`, with `/` between them. Default all. */
  readonly format?: string
}

/** Bars of one contract, oldest first. */
export interface History extends StreamState {
  /** The requested contract: a conid, optionally with `@EXCHANGE`. */
  readonly contract: string
  /** IBKR's id of the request while it occupies a slot. */
  readonly serverId: string
  readonly symbol?: string
  readonly text?: string
  /** Length of a bar in seconds. */
  readonly barLength?: number
  readonly volumeFactor?: number
  readonly bars: readonly Bar[]
}

/** Maximum number of bars: a response has at most 1,000, and a live request adds more. */
const BARS_KEPT = 5_000

/**
 * Merges a response; undefined for any other frame. A later frame of the same request contains only the running bar.
 * Pure.
 */
export function mergeHistory(
  known: History | undefined,
  contract: string,
  frame: unknown,
  at: number,
): History | undefined {
  const row = rowOf(frame)
  const serverId = textOf(row?.['serverId'])
  const data = row?.['data']
  if (row === undefined || serverId === undefined || !Array.isArray(data)) return undefined
  const fields = definedFields<Pick<History, 'symbol' | 'text' | 'barLength' | 'volumeFactor'>>({
    symbol: textOf(row['symbol']),
    text: textOf(row['text']),
    barLength: numberOf(row['barLength']),
    volumeFactor: numberOf(row['volumeFactor']),
  })
  // For a period without data, IBKR sends one bar of price 0 without a time.
  const timed = rowsOf(data).filter(({ t }) => numberOf(t) !== undefined)
  const bars = timed.map((bar) =>
    definedFields<Bar>({
      time: numberOf(bar['t']),
      open: numberOf(bar['o']),
      close: numberOf(bar['c']),
      high: numberOf(bar['h']),
      low: numberOf(bar['l']),
      volume: numberOf(bar['v']),
    }),
  )
  return { ...known, ...fields, contract, serverId, at, gap: undefined, bars: mergeBars(known?.bars ?? [], bars) }
}

/** Merges bars: a bar replaces the one of the same time; the result is ordered by time. Pure. */
export function mergeBars(known: readonly Bar[], newer: readonly Bar[]): readonly Bar[] {
  const byTime = new Map<number | undefined, Bar>()
  for (const bar of [...known, ...newer]) byTime.set(bar.time, bar)
  const bars = [...byTime.values()].sort((a, b) => (a.time ?? 0) - (b.time ?? 0))
  return bars.slice(-BARS_KEPT)
}
