/** Reads the definition of a contract. The session then caches its name. */
type ContractReader = (conid: number, signal: AbortSignal) => Promise<unknown>

/**
 * Reads the contracts of combos, because the rows of orders contain only their conids. Reads one contract after the
 * other, and each contract once per session.
 */
export class LegNames {
  readonly #read: ContractReader
  readonly #onRead: (conid: number) => void
  #session: { readonly requested: Set<number>; readonly ended: AbortController } | undefined
  #last: Promise<void> = Promise.resolve()

  /** @param onRead called with the conid of each contract that was read */
  constructor(read: ContractReader, onRead: (conid: number) => void) {
    this.#read = read
    this.#onRead = onRead
  }

  /** Reads the contracts that were not requested yet in this session. */
  request(conids: readonly number[]): void {
    this.#session ??= { requested: new Set(), ended: new AbortController() }
    const { requested, ended } = this.#session
    const { signal } = ended
    for (const conid of conids) {
      if (requested.has(conid)) continue
      requested.add(conid)
      this.#last = this.#last.then(async () => {
        if (signal.aborted) return
        try {
          await this.#read(conid, signal)
          if (!signal.aborted) this.#onRead(conid)
        } catch {
          // The next update of an order of this contract requests it again.
          requested.delete(conid)
        }
      })
    }
  }

  /** Ends the reads of a session. */
  clear(): void {
    this.#session?.ended.abort()
    this.#session = undefined
  }
}
