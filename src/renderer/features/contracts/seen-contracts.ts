import { useOrdersStore } from '../../stores/orders-store.ts'
import { profileIdInUse } from '../../stores/session-store.ts'

/** Maximum number of stored contracts. Older contracts are dropped. */
const MOST = 20_000

/** Symbols by profile and conid, because Practice has its own conids. */
const seen = new Map<string, string>()

const keyOf = (profileId: string | undefined, conid: string): string => `${profileId ?? ''} ${conid}`

/** Stores the symbol of each conid in a response of a profile, to explain conids without a symbol. */
export function rememberContracts(
  contracts: readonly (readonly [conid: string, symbol: string])[],
  profileId = profileIdInUse(),
): void {
  for (const [conid, symbol] of contracts) {
    const key = keyOf(profileId, conid)
    seen.delete(key)
    seen.set(key, symbol)
  }
  for (const key of seen.keys()) {
    if (seen.size <= MOST) return
    seen.delete(key)
  }
}

/** Returns the symbol of a conid from an earlier response of the selected profile. */
export function seenSymbol(conid: string): string | undefined {
  const known = seen.get(keyOf(profileIdInUse(), conid))
  if (known !== undefined) return known
  for (const order of useOrdersStore.getState().orders.values()) {
    if (String(order.conid) === conid) return order.contractName
  }
  return undefined
}
