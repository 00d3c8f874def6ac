import { combineSubscriptions, readSubscription } from './subscription-text.ts'

interface Entry {
  /** One per subscriber. */
  readonly texts: string[]
  readonly unsubscribe: string
  /** The newest text that was sent. */
  sent: string
}

/** The subscriptions that a connection should have: one per topic and target, however many subscribers it has. */
export class Subscriptions {
  readonly #entries = new Map<string, Entry>()

  get size(): number {
    return this.#entries.size
  }

  /** Returns the text to send; undefined if the server has already been sent all that is needed. */
  add(text: string, unsubscribe: string): string | undefined {
    const { key } = readSubscription(text)
    const entry = this.#entries.get(key)
    if (entry === undefined) {
      this.#entries.set(key, { texts: [text], unsubscribe, sent: text })
      return text
    }
    entry.texts.push(text)
    const combined = combineSubscriptions(entry.texts)
    if (combined === entry.sent) return undefined
    entry.sent = combined
    return combined
  }

  /** Returns the text that ends the subscription, if this was its last subscriber. */
  remove(text: string): string | undefined {
    const { key } = readSubscription(text)
    const entry = this.#entries.get(key)
    const index = entry?.texts.indexOf(text) ?? -1
    if (entry === undefined || index < 0) return undefined
    entry.texts.splice(index, 1)
    if (entry.texts.length > 0) return undefined
    this.#entries.delete(key)
    return entry.unsubscribe
  }

  /** The texts for a new connection, in the order in which they were first added; only those whose topic begins like this. */
  texts(topic = ''): readonly string[] {
    const selected = [...this.#entries].filter(([key]) => key.startsWith(topic))
    return selected.map(([, entry]) => {
      entry.sent = combineSubscriptions(entry.texts)
      return entry.sent
    })
  }

  /** The newest text of a key; undefined if it has no subscribers. */
  textOf(key: string): string | undefined {
    return this.#entries.get(key)?.sent
  }
}
