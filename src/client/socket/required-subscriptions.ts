import { createStreamKey, formatSocketText, parseSocketText } from '../../shared/domain/topics.ts'

interface Entry {
  /** Subscription messages of a stream, one per subscriber. */
  readonly texts: string[]
  readonly unsubscribe: string
  /** The newest subscription message that was sent. */
  sent: string
}

/** The subscriptions that a connection should have: one per topic and target, whatever the number of subscribers. */
export class RequiredSubscriptions {
  readonly #entries = new Map<string, Entry>()

  get size(): number {
    return this.#entries.size
  }

  /**
   * Adds a subscriber. Returns the message to send; undefined if the server already sends everything that is needed.
   */
  add(text: string, unsubscribe: string): string | undefined {
    const key = createStreamKey(text)
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

  /** Removes a subscriber. Returns the message that ends the subscription if this was the last subscriber. */
  remove(text: string): string | undefined {
    const key = createStreamKey(text)
    const entry = this.#entries.get(key)
    const index = entry?.texts.indexOf(text) ?? -1
    if (entry === undefined || index < 0) return undefined
    entry.texts.splice(index, 1)
    if (entry.texts.length > 0) return undefined
    this.#entries.delete(key)
    return entry.unsubscribe
  }

  /**
   * Returns the subscription messages for a new connection, in the order in which they were first added. With `topic`,
   * returns only messages that begin with it.
   */
  texts(topic = ''): readonly string[] {
    const selected = [...this.#entries].filter(([key]) => key.startsWith(topic))
    return selected.map(([, entry]) => {
      entry.sent = combineSubscriptions(entry.texts)
      return entry.sent
    })
  }

  /** Returns the newest subscription message of a stream, by its key; undefined without subscribers. */
  textOf(key: string): string | undefined {
    return this.#entries.get(key)?.sent
  }
}

/**
 * Combines the subscription messages of all subscribers of a stream. Lists of fields and keys are merged (an empty list
 * means all), the longest history is used, and different filters result in no filter. Pure.
 */
export function combineSubscriptions(texts: readonly string[]): string {
  const [first = '', ...others] = new Set(texts)
  if (others.length === 0) return first
  const { topic, targets } = parseSocketText(first)
  const all = [first, ...others].map((text) => parseSocketText(text).options ?? {})
  const combined: Record<string, unknown> = {}
  for (const name of new Set(all.flatMap((options) => Object.keys(options)))) {
    const values = all.map((options) => options[name])
    combined[name] = combineOption(name, values)
  }
  return formatSocketText(topic, targets, combined)
}

function combineOption(name: string, values: readonly unknown[]): unknown {
  switch (name) {
    case 'fields':
    case 'keys':
      return values.every(Array.isArray) ? [...new Set(values.flat())] : undefined
    case 'days':
      return Math.max(...values.map((value) => (typeof value === 'number' ? value : 1)))
    case 'realtimeUpdatesOnly':
      return values.every((value) => value === true)
    case 'filters':
      return values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])) ? values[0] : undefined
    default:
      return values.findLast((value) => value !== undefined)
  }
}
