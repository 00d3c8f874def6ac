import { useEffect } from 'react'
import { create } from 'zustand'
import type { IncrementRule } from '../../shared/domain/price-increments.ts'
import { type LiveQuote, MAX_LIVE_QUOTES, MAX_VISIBLE_CONTRACTS, type RowPurpose } from '../../shared/domain/quote.ts'
import { hostLink } from '../platform/host-link.ts'
import { openFeed } from './open-feed.ts'

interface QuotesData {
  /** Quotes of the visible contracts, by conid. An unchanged quote remains the same object. */
  readonly quotes: ReadonlyMap<number, LiveQuote>
  /** Price increments by conid; an empty list if IBKR has none. */
  readonly increments: ReadonlyMap<number, readonly IncrementRule[]>
}

export const useQuotesStore = create<QuotesData>()(() => ({ quotes: new Map(), increments: new Map() }))

/**
 * Minimum time in ms between two changes of the followed contracts, because scrolling would change them in every frame.
 */
const CHANGE_MS = 200

let current: { readonly key: string; readonly close: () => void } | undefined
/** Closes the feeds before the current feed, once. */
let closeOlder = (): void => undefined
let timer: ReturnType<typeof setTimeout> | undefined
/** Number of rendered cells that show a quote, by kind of row and conid. */
const cells: Readonly<Record<RowPurpose, Map<number, number>>> = { order: new Map(), position: new Map() }

/** Returns the live quote of a contract. Its quotes are streamed while a cell of such a row shows them. */
export function useQuote(conid: number, row: RowPurpose): LiveQuote | undefined {
  useEffect(() => {
    if (conid <= 0) return
    countCells(cells[row], conid, 1)
    return () => countCells(cells[row], conid, -1)
  }, [conid, row])
  return useQuotesStore(({ quotes }) => quotes.get(conid))
}

function countCells(counts: Map<number, number>, conid: number, change: 1 | -1): void {
  const count = (counts.get(conid) ?? 0) + change
  if (count > 0) counts.set(conid, count)
  else counts.delete(conid)
  if (timer === undefined) timer = setTimeout(apply, current ? CHANGE_MS : 0)
}

/** Returns the visible contracts of one kind of row, in a stable order. */
const visible = (row: RowPurpose): readonly number[] =>
  [...cells[row].keys()].slice(0, MAX_VISIBLE_CONTRACTS).sort((one, other) => one - other)

function apply(): void {
  timer = undefined
  const rows = { order: visible('order'), position: visible('position') }
  const key = rows.order.length + rows.position.length === 0 ? '' : `${rows.order.join()} ${rows.position.join()}`
  if (key === (current?.key ?? '')) return
  const before = current
  const closeOlderYet = closeOlder
  closeOlder = () => {
    closeOlderYet()
    before?.close()
    closeOlder = () => undefined
  }
  if (key === '') {
    closeOlder()
    current = undefined
    useQuotesStore.setState({ quotes: new Map() })
    return
  }
  const close = openFeed(
    hostLink(),
    'contracts.quotes',
    'Quotes',
    {
      snapshot(quotes) {
        // Closes the older feed only now, so that the host keeps the streams that both feeds use.
        if (current?.key === key) closeOlder()
        useQuotesStore.setState({ quotes: new Map(quotes.map((quote) => [quote.conid, quote])) })
      },
      items: (batch) =>
        useQuotesStore.setState(({ quotes }) => {
          const next = new Map(quotes)
          for (const quote of batch) next.set(quote.conid, quote)
          return { quotes: next }
        }),
    },
    rows,
  )
  current = { key, close }
  readIncrements(rows.order)
}

/** Loads the missing price increments. A failed request is repeated when the contracts change. */
function readIncrements(conids: readonly number[]): void {
  const missing = conids.filter((conid) => !useQuotesStore.getState().increments.has(conid)).slice(0, MAX_LIVE_QUOTES)
  if (missing.length === 0) return
  hostLink()
    .call('contracts.increments', { conids: missing })
    .then(
      (found) =>
        useQuotesStore.setState(({ increments }) => ({
          increments: new Map([...increments, ...found.map(({ conid, rules }) => [conid, rules] as const)]),
        })),
      () => undefined,
    )
}
