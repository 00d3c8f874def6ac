/** A subscription taken apart: `smd+265598+{"fields":["31"]}`. */
export interface StreamTopic {
  /** The three letters. */
  readonly head: string
  /** What stands between them and the object. */
  readonly targets: readonly string[]
  /** The object behind, where there is one. */
  readonly options: Readonly<Record<string, unknown>> | undefined
}

/** Takes a text of the socket apart. Pure. */
export function readStreamTopic(text: string): StreamTopic {
  const brace = text.indexOf('+{')
  const [head = '', ...targets] = (brace < 0 ? text : text.slice(0, brace)).split('+')
  return { head, targets, options: brace < 0 ? undefined : readOptions(text.slice(brace + 1)) }
}

/** Whether an object was begun that is no JSON: IBKR may take the topic all the same, and nobody could say what was subscribed to. Pure. */
export const hasBrokenOptions = (text: string): boolean =>
  text.includes('+{') && readStreamTopic(text).options === undefined

function readOptions(json: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** Whether frames of a topic belong to a subscription. Pure. */
export function isAbout({ head, targets }: StreamTopic, topic: string): boolean {
  // Most frames of a storm are of other topics: one look tells.
  if (!topic.startsWith(head)) return false
  const [frameHead, ...frameTargets] = topic.split('+')
  // An exchange stands in the subscription and not always in the frame.
  return frameHead === head && frameTargets.every((target, index) => bare(target) === bare(targets[index] ?? target))
}

const bare = (target: string): string => target.split('@')[0] ?? target

/** The text that ends a subscription, by topic. History has none: it is ended by an id that its answer carries. */
export function endOfSubscription({ head, targets: [target = ''] }: StreamTopic): string | undefined {
  switch (head) {
    case 'sor':
      return 'uor+{}'
    case 'str':
      return 'utr+{}'
    case 'spl':
      return 'upl+{}'
    case 'smd':
      return `umd+${target}+{}`
    case 'sbd':
      return `ubd+${target}`
    case 'ssd':
      return `usd+${target}+{}`
    case 'sld':
      return `uld+${target}+{}`
    default:
      return undefined
  }
}
