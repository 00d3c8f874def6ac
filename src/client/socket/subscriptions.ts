import { combineSubscriptions, readSubscription } from './subscription-text.ts'

interface Held {
  /** One per holder. */
  readonly texts: string[]
  readonly unsubscribe: string
  /** What the server was told last. */
  sent: string
}

/** What is to be subscribed on whatever connection there is: one stream per topic and target, whoever holds it. */
export class Subscriptions {
  readonly #held = new Map<string, Held>()

  get size(): number {
    return this.#held.size
  }

  /** The text to send now; undefined when the server knows of all that is wanted. */
  hold(text: string, unsubscribe: string): string | undefined {
    const { key } = readSubscription(text)
    const held = this.#held.get(key)
    if (held === undefined) {
      this.#held.set(key, { texts: [text], unsubscribe, sent: text })
      return text
    }
    held.texts.push(text)
    const combined = combineSubscriptions(held.texts)
    if (combined === held.sent) return undefined
    held.sent = combined
    return combined
  }

  /** The text to send when the last holder has gone, undefined before. */
  release(text: string): string | undefined {
    const { key } = readSubscription(text)
    const held = this.#held.get(key)
    const index = held?.texts.indexOf(text) ?? -1
    if (held === undefined || index < 0) return undefined
    held.texts.splice(index, 1)
    if (held.texts.length > 0) return undefined
    this.#held.delete(key)
    return held.unsubscribe
  }

  /** Texts of the topics that begin so, in the order in which they were first held: what a new connection needs. */
  texts(topic = ''): readonly string[] {
    const chosen = [...this.#held].filter(([key]) => key.startsWith(topic))
    return chosen.map(([, held]) => {
      held.sent = combineSubscriptions(held.texts)
      return held.sent
    })
  }

  /** What is wanted of a key now; undefined when nobody holds it. */
  textOf(key: string): string | undefined {
    const held = this.#held.get(key)
    return held === undefined ? undefined : held.sent
  }
}
