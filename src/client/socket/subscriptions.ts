/** What is to be subscribed on whatever connection there is: texts with a count of who holds them. */
export class Subscriptions {
  readonly #held = new Map<string, { holders: number; readonly unsubscribe: string }>()

  /** True when the text was not held before and is to be sent. */
  hold(subscribe: string, unsubscribe: string): boolean {
    const held = this.#held.get(subscribe)
    if (held !== undefined) {
      held.holders += 1
      return false
    }
    this.#held.set(subscribe, { holders: 1, unsubscribe })
    return true
  }

  /** The text to send when the last holder has gone, undefined before. */
  release(subscribe: string): string | undefined {
    const held = this.#held.get(subscribe)
    if (held === undefined) return undefined
    held.holders -= 1
    if (held.holders > 0) return undefined
    this.#held.delete(subscribe)
    return held.unsubscribe
  }

  /** All texts, in the order in which they were first held: what a new connection needs. */
  texts(): readonly string[] {
    return [...this.#held.keys()]
  }
}
