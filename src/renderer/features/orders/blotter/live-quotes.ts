import { useEffect } from 'react'
import { create } from 'zustand'
import type { IncrementRule } from '../../../../shared/domain/price-increments.ts'
import { type LiveQuote, MAX_LIVE_QUOTES } from '../../../../shared/domain/quote.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { openFeed } from '../../../stores/open-feed.ts'

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
/** Number of rendered cells that show a quote, by conid. */
const cells = new Map<number, number>()

/** Returns the live quote of a contract. Its quotes are streamed while a cell shows them. */
export function useQuote(conid: number): LiveQuote | undefined {
  useEffect(() => {
    if (conid <= 0) return
    countCells(conid, 1)
    return () => countCells(conid, -1)
  }, [conid])
  return useQuotesStore(({ quotes }) => quotes.get(conid))
}

function countCells(conid: number, change: 1 | -1): void {
  const count = (cells.get(conid) ?? 0) + change
  if (count > 0) cells.set(conid, count)
  else cells.delete(conid)
  if (timer === undefined) timer = setTimeout(apply, current ? CHANGE_MS : 0)
}

function apply(): void {
  timer = undefined
  const conids = [...cells.keys()].slice(0, MAX_LIVE_QUOTES).sort((one, other) => one - other)
  const key = conids.join()
  if (key === (current?.key ?? '')) return
  const before = current
  const closeOlderYet = closeOlder
  closeOlder = () => {
    closeOlderYet()
    before?.close()
    closeOlder = () => undefined
  }
  if (conids.length === 0) {
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
    { conids },
  )
  current = { key, close }
  readIncrements(conids)
}

/** Loads the missing price increments. A failed request is repeated when the contracts change. */
function readIncrements(conids: readonly number[]): void {
  const missing = conids.filter((conid) => !useQuotesStore.getState().increments.has(conid))
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
