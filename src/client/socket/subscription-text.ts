/** Arguments of a subscription: the JSON at its end. */
type SubscriptionOptions = Readonly<Record<string, unknown>>

/** The parts of a subscription text. */
export interface SubscriptionText {
  /** The server keeps one subscription per key: `sor`, `smd+265598`. The whole text for unknown topics. */
  readonly key: string
  /** Undefined if texts of this key cannot be combined. */
  readonly options: SubscriptionOptions | undefined
}

/** Topics of which a socket has one stream per target: several subscribers have to share it. */
const SHARED = /^(?:sor|str|spl|smd\+[^+{]+|ssd\+[^+{]+|sld\+[^+{]+)$/

/** Splits `TOPIC+TARGET+{JSON}`. Pure. */
export function readSubscription(text: string): SubscriptionText {
  const brace = text.indexOf('+{')
  const key = brace < 0 ? text : text.slice(0, brace)
  if (!SHARED.test(key)) return { key: text, options: undefined }
  const options = brace < 0 ? {} : parseOptions(text.slice(brace + 1))
  return options === undefined ? { key: text, options } : { key, options }
}

function parseOptions(json: string): SubscriptionOptions | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as SubscriptionOptions)
      : undefined
  } catch {
    return undefined
  }
}

/**
 * The one text that serves all subscribers: lists of fields and keys are merged (none means all), the longest history wins,
 * and two different filters mean no filter. Pure.
 */
export function combineSubscriptions(texts: readonly string[]): string {
  const [first = '', ...others] = new Set(texts)
  if (others.length === 0) return first
  const all = [first, ...others].map((text) => readSubscription(text).options ?? {})
  const combined: Record<string, unknown> = {}
  for (const name of new Set(all.flatMap((options) => Object.keys(options)))) {
    const values = all.map((options) => options[name])
    combined[name] = combineOption(name, values)
  }
  return `${readSubscription(first).key}+${JSON.stringify(combined)}`
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
