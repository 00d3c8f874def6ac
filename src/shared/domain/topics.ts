/** The parts of a subscription message between its topic and its JSON object. Only the exchange is optional. */
type Target = 'account' | 'contract' | 'exchange' | 'serverId' | 'dialog'

/** How the window's subscription form shows a topic. */
export interface TopicForm {
  readonly title: string
  /** Advice from IBKR's documentation, shown before subscribing. */
  readonly note: string
  /** The JSON object with its default values; absent if the topic has no options. */
  readonly options?: Readonly<Record<string, unknown>>
  /** The options that the user chooses. */
  readonly inputs?: readonly ('fields' | 'period' | 'bar' | 'days')[]
}

/** One topic of IBKR's WebSocket that can be subscribed to. `client/streams` parses its frames. */
export interface Topic {
  /** Required, because the effect of a topic must be decided explicitly. */
  readonly effect: 'read' | 'trading'
  readonly targets: readonly Target[]
  /** Topic of the message that ends the stream; absent if IBKR has no such message. */
  readonly end?: string
  /** Whether the message that ends the stream has an empty JSON object, as in `umd+265598+{}`. */
  readonly endHasOptions?: true
  /** Targets of the message that ends the subscription, if they differ from the targets of the subscription. */
  readonly endTargets?: readonly Target[]
  /** Whether all subscribers share one subscription message, because IBKR has one stream per target and socket. */
  readonly isShared?: true
  /** Time in ms after which the subscription is sent again, because IBKR ends it. */
  readonly renewAfterMs?: number
  /** The topic's form; absent if the window offers the topic only as raw text. */
  readonly form?: TopicForm
}

/**
 * Topics that can be subscribed to, in the order of the window's form. A topic that is not listed counts as trading.
 * Topics that IBKR sends without a subscription are in `client/streams/announcements.ts`.
 */
export const TOPICS = {
  smd: {
    effect: 'read',
    targets: ['contract'],
    end: 'umd',
    endHasOptions: true,
    isShared: true,
    // IBKR ends market data after 10 minutes according to its change log of 14 April 2026, or after 15 minutes
    // according to its guide.
    renewAfterMs: 540_000,
    form: {
      title: 'Market data',
      note: 'At most two updates per second. IBKR ends it after 10 to 15 minutes; the console renews it after 9.',
      options: { fields: ['31', '84', '88', '86', '85', '82', '87'] },
      inputs: ['fields'],
    },
  },
  sbd: {
    effect: 'read',
    targets: ['account', 'contract', 'exchange'],
    end: 'ubd',
    endTargets: ['account'],
    form: { title: 'Market depth', note: 'One market depth stream per account. Requires level II data.' },
  },
  smh: {
    effect: 'read',
    targets: ['contract'],
    end: 'umh',
    endHasOptions: true,
    // IBKR assigns this id in the first frame of the stream.
    endTargets: ['serverId'],
    form: {
      title: 'History',
      note: 'At most five at a time. The console waits for a free slot.',
      options: { period: '2h', bar: '5min', source: 'trades', format: '%o/%c/%h/%l', outsideRth: false },
      inputs: ['period', 'bar'],
    },
  },
  sor: {
    effect: 'read',
    targets: [],
    end: 'uor',
    endHasOptions: true,
    isShared: true,
    form: {
      title: 'Orders',
      note: 'The console already subscribes to it for its order list. IBKR sends changes, not the full list.',
      options: {},
    },
  },
  str: {
    effect: 'read',
    targets: [],
    end: 'utr',
    endHasOptions: true,
    isShared: true,
    form: {
      title: 'Trades',
      note: 'Executions of the last days, then live executions.',
      options: { realtimeUpdatesOnly: false, days: 1 },
      inputs: ['days'],
    },
  },
  spl: {
    effect: 'read',
    targets: [],
    end: 'upl',
    endHasOptions: true,
    isShared: true,
    form: { title: 'Profit and loss', note: 'About one update per second.', options: {} },
  },
  ssd: {
    effect: 'read',
    targets: ['account'],
    end: 'usd',
    endHasOptions: true,
    isShared: true,
    form: { title: 'Account summary', note: 'Changed values every ten seconds.', options: {} },
  },
  sld: {
    effect: 'read',
    targets: ['account'],
    end: 'uld',
    endHasOptions: true,
    isShared: true,
    form: { title: 'Ledger', note: 'Changed values every ten seconds.', options: {} },
  },
  // Topics for the exercise of options: `shs` opens the form, `inp` fills it in and confirms.
  shs: { effect: 'trading', targets: ['dialog'] },
  inp: { effect: 'trading', targets: ['dialog'] },
} as const satisfies Readonly<Record<string, Topic>>

export type TopicName = keyof typeof TOPICS

export const TOPIC_NAMES = Object.keys(TOPICS) as readonly TopicName[]

/** Finds a topic by its name; undefined if the topic is unknown. */
export function findTopic(name: TopicName): Topic
export function findTopic(name: string): Topic | undefined
export function findTopic(name: string): Topic | undefined {
  return Object.hasOwn(TOPICS, name) ? TOPICS[name as TopicName] : undefined
}

/** Returns the minimum and maximum number of targets in a subscription message. */
export function countTargets(targets: readonly Target[]): readonly [least: number, most: number] {
  return [targets.filter((target) => target !== 'exchange').length, targets.length]
}

/** A parsed socket message, for example `smd+265598+{"fields":["31"]}`. */
export interface SocketText {
  /** The three letters of the topic. */
  readonly topic: string
  readonly targets: readonly string[]
  /** The JSON object; undefined if the message has no valid JSON object. */
  readonly options: Readonly<Record<string, unknown>> | undefined
}

/** Formats a socket message. Pure. */
export function formatSocketText(topic: string, targets: readonly string[], options?: object): string {
  return [topic, ...targets, ...(options === undefined ? [] : [JSON.stringify(options)])].join('+')
}

/** Parses a socket message. Pure. */
export function parseSocketText(text: string): SocketText {
  const brace = text.indexOf('+{')
  const [topic = '', ...targets] = (brace < 0 ? text : text.slice(0, brace)).split('+')
  return { topic, targets, options: brace < 0 ? undefined : parseOptions(text.slice(brace + 1)) }
}

function parseOptions(json: string): SocketText['options'] {
  try {
    return JSON.parse(json) as Readonly<Record<string, unknown>>
  } catch {
    return undefined
  }
}

/**
 * Reports whether the message has an invalid JSON object. IBKR may accept the message, but its meaning would be
 * unclear. Pure.
 */
export const hasInvalidOptions = (text: string): boolean =>
  text.includes('+{') && parseSocketText(text).options === undefined

/** Returns the value of a named target of a subscription. Pure. */
export function findTarget({ topic, targets }: SocketText, name: Target): string | undefined {
  const index = findTopic(topic)?.targets.indexOf(name) ?? -1
  return targets[index]
}

/** Returns the message that ends a subscription; undefined if it cannot be derived from the subscription. Pure. */
export function formatUnsubscribe(subscription: SocketText): string | undefined {
  const topic = findTopic(subscription.topic)
  if (topic?.end === undefined) return undefined
  const targets = (topic.endTargets ?? topic.targets).map((target) => findTarget(subscription, target))
  if (!targets.every((target) => target !== undefined)) return undefined
  return formatSocketText(topic.end, targets, topic.endHasOptions && {})
}

/**
 * Returns the key of a subscription, for example `smd+265598`; the whole message if its stream is not shared.
 * Subscriptions with the same key share one stream. Pure.
 */
export function createStreamKey(text: string): string {
  const { topic, targets } = parseSocketText(text)
  const known = findTopic(topic)
  // A message with invalid JSON gets a separate stream, because ending this stream must not end the stream of the valid
  // message.
  if (hasInvalidOptions(text)) return text
  const isShared =
    known?.isShared && targets.length === known.targets.length && targets.every((target) => target !== '')
  return isShared ? formatSocketText(topic, targets) : text
}

/** Reports whether a frame with this topic belongs to a subscription. Pure. */
export function isFrameOf({ topic, targets }: SocketText, frameTopic: string): boolean {
  // The topic is checked first, because this function runs for every frame of a busy stream, and most frames have
  // another topic.
  if (!frameTopic.startsWith(topic)) return false
  const [frameHead, ...frameTargets] = frameTopic.split('+')
  // The frames may omit the exchange of the subscription.
  return frameHead === topic && frameTargets.every((target, index) => bare(target) === bare(targets[index] ?? target))
}

const bare = (target: string): string => target.split('@')[0] ?? target
