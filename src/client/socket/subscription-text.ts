/** Arguments of a subscription, as its JSON says. */
export type SubscriptionOptions = Readonly<Record<string, unknown>>

/** A subscription text taken apart. */
export interface SubscriptionText {
  /** What the server keeps one of: `sor`, `smd+265598`; the whole text where nothing is known about it. */
  readonly key: string
  /** Undefined where texts of this key cannot be brought together. */
  readonly options: SubscriptionOptions | undefined
}

/** Topics of which a socket has one stream per target, so that two who want it have to share it. */
const SHARED = /^(?:sor|str|spl|smd\+[^+{]+|ssd\+[^+{]+|sld\+[^+{]+)$/

/** Takes `TOPIC+TARGET+{JSON}` apart. Pure. */
export function readSubscription(text: string): SubscriptionText {
  const brace = text.indexOf('+{')
  const key = brace < 0 ? text : text.slice(0, brace)
  if (!SHARED.test(key)) return { key: text, options: undefined }
  const options = brace < 0 ? {} : readOptions(text.slice(brace + 1))
  return options === undefined ? { key: text, options } : { key, options }
}

function readOptions(json: string): SubscriptionOptions | undefined {
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
 * The one text that gives everybody what they asked for: lists of fields and keys add up (none means all), the longest
 * history wins, and two different filters mean no filter. Pure.
 */
export function combineSubscriptions(texts: readonly string[]): string {
  const [first = '', ...others] = texts.filter((text, index) => texts.indexOf(text) === index)
  if (others.length === 0) return first
  const { key } = readSubscription(first)
  const all = [first, ...others].map((text) => readSubscription(text).options ?? {})
  const names = new Set(all.flatMap((options) => Object.keys(options)))
  const combined: Record<string, unknown> = {}
  for (const name of names) {
    const values = all.map((options) => options[name])
    const value = combineOption(name, values)
    if (value !== undefined) combined[name] = value
  }
  return `${key}+${JSON.stringify(combined)}`
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
