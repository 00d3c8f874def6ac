import { numberOf, rowOf } from './read-value.ts'

export const ALLOCATION_KINDS = ['assetClass', 'sector', 'group'] as const

export type AllocationKind = (typeof ALLOCATION_KINDS)[number]

/** Value of one category in the base currency, and its parts. */
export interface AllocationPart {
  /** Asset class as IBKR writes it (`STK`), sector, or industry group. */
  readonly name: string
  /** Sum of the long positions; 0 or more. */
  readonly long: number
  /** Sum of the short positions; 0 or less. */
  readonly short: number
}

/** How an account's value is divided, or why that is unknown. */
export type AccountAllocation =
  | ({ readonly kind: 'known'; readonly account: string } & Readonly<Record<AllocationKind, readonly AllocationPart[]>>)
  /** `message`: a sentence for the user. */
  | { readonly kind: 'failed'; readonly account: string; readonly message: string }

/**
 * Reads `GET portfolio/{accountId}/allocation`. Returns undefined while IBKR still sends an empty response, as it does
 * before the first read of the accounts. Pure.
 */
export function readAllocation(account: string, body: unknown): AccountAllocation | undefined {
  const row = rowOf(body)
  if (row === undefined || Object.keys(row).length === 0) return undefined
  const known = { assetClass: partsOf(row['assetClass']), sector: partsOf(row['sector']), group: partsOf(row['group']) }
  const { assetClass, sector, group } = known
  if (assetClass === undefined || sector === undefined || group === undefined) {
    return { kind: 'failed', account, message: INCOMPLETE }
  }
  return { kind: 'known', account, assetClass, sector, group }
}

const INCOMPLETE = "IBKR's response is incomplete. The console requests it again within a minute."

/** Returns the parts of one kind, the largest first; undefined if the response lacks them or contains no numbers. */
function partsOf(value: unknown): readonly AllocationPart[] | undefined {
  const sides = rowOf(value)
  if (sides === undefined) return undefined
  const parts = new Map<string, AllocationPart>()
  for (const side of ['long', 'short'] as const) {
    for (const [name, amount] of Object.entries(rowOf(sides[side]) ?? {})) {
      const number = numberOf(amount)
      if (number === undefined) return undefined
      const known = parts.get(name) ?? { name, long: 0, short: 0 }
      // IBKR's document shows positive amounts below `short`.
      parts.set(name, { ...known, [side]: side === 'long' ? number : -Math.abs(number) })
    }
  }
  const sizeOf = ({ long, short }: AllocationPart): number => long - short
  return [...parts.values()].sort((one, other) => sizeOf(other) - sizeOf(one))
}
