import { useOrdersStore } from '../../stores/orders-store.ts'

/** Maximum number of stored contracts. Older contracts are dropped. */
const MOST = 20_000

const seen = new Map<string, string>()

/** Stores the symbol of each conid in a response, to explain conids without a symbol. */
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

/** Returns the symbol of a conid from an earlier response. */
export function seenSymbol(conid: string): string | undefined {
  const known = seen.get(conid)
  if (known !== undefined) return known
  for (const order of useOrdersStore.getState().orders.values()) {
    if (String(order.conid) === conid) return order.contractName
  }
  return undefined
}
