/** How long an address that called too fast is refused. IBKR's older text says 10 minutes. */
export const penaltyMilliseconds = 15 * 60_000

const addressLimit = 1000

/** An address that is, or was, in the box. */
export interface BoxedAddress {
  readonly address: string
  /** Simulator time at which it may call again; null where it is refused for good. */
  readonly until: number | null
  /** How often it was caught. */
  readonly offences: number
}

/** Where addresses go that call too fast. */
export interface PenaltyBox {
  holds(address: string, at: number): boolean
  /** Puts an address in: for 15 minutes the first time, for good the next, as "repeat offenders blocked for good" says. */
  put(address: string, at: number): void
  /** Everybody who was caught since the start or the last release. */
  list(): readonly BoxedAddress[]
  /** Forgets one address, or all. */
  release(address?: string): void
}

/** Makes an empty box. */
export function createPenaltyBox(): PenaltyBox {
  const boxed = new Map<string, BoxedAddress>()
  return {
    holds: (address, at) => {
      const entry = boxed.get(address)
      return entry !== undefined && (entry.until === null || at < entry.until)
    },
    put: (address, at) => {
      const offences = (boxed.get(address)?.offences ?? 0) + 1
      const [oldest] = boxed.keys()
      if (boxed.size >= addressLimit && oldest !== undefined) boxed.delete(oldest)
      boxed.set(address, { address, until: offences > 1 ? null : at + penaltyMilliseconds, offences })
    },
    list: () => [...boxed.values()],
    release: (address) => (address === undefined ? boxed.clear() : void boxed.delete(address)),
  }
}
