import { useOrdersStore } from '../../stores/orders-store.ts'

/** Contracts that are remembered; the oldest give way. */
const MOST = 20_000

const seen = new Map<string, string>()

/** Remembers symbols that an answer gave beside conids: for explaining bare conids, in this window and until it is closed. */
export function rememberContracts(contracts: readonly (readonly [conid: string, symbol: string])[]): void {
  for (const [conid, symbol] of contracts) {
    seen.delete(conid)
    seen.set(conid, symbol)
  }
  for (const conid of seen.keys()) {
    if (seen.size <= MOST) return
    seen.delete(conid)
  }
}

/** The symbol of a conid, from what this window has seen. Nothing is asked for it. */
export function seenSymbol(conid: string): string | undefined {
  const known = seen.get(conid)
  if (known !== undefined) return known
  for (const order of useOrdersStore.getState().orders.values()) {
    if (String(order.conid) === conid) return order.symbol
  }
  return undefined
}
