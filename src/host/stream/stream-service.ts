import { randomUUID } from 'node:crypto'
import type { Clock } from '../../client/index.ts'
import { IbkrError } from '../../client/index.ts'
import { classifySocketText } from '../../shared/catalogue/classify-socket-text.ts'
import type { PreparedFile } from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inferred-types.ts'
import type { FramePage, FrameView, LiveValues, StreamView } from '../../shared/contract/stream-views.ts'
import type { LiveQuotes } from '../contracts/live-quotes.ts'
import { createFeed, type Feed } from '../feed.ts'
import type { SavedResponseBodies } from '../files/saved-response-bodies.ts'
import { HostError } from '../host-error.ts'
import type { ReadSession } from '../session/read-session.ts'
import type { SessionService } from '../session/session-service.ts'
import type { Gate } from '../trading/gate.ts'
import { FrameLog } from './frame-log.ts'
import { StreamSubscription } from './stream-subscription.ts'

/** Maximum number of subscriptions, equal to IBKR's usual number of market data lines. */
const MOST_SUBSCRIPTIONS = 100
/** Interval in ms between two updates of counts and values. */
const UPDATE_MS = 100

/** Matches frames that end or filter the subscription that the order list depends on. */
const ORDER_SUBSCRIPTION = /^(?:uor\b|sor\+\{\s*"filters")/

export interface StreamServiceOptions {
  readonly session: SessionService
  readonly clock: Clock
  readonly bodies: Pick<SavedResponseBodies, 'save'>
  readonly gate: Pick<Gate, 'sendText'>
  /** Counts the market data lines of the subscriptions. */
  readonly quotes: Pick<LiveQuotes, 'countSubscription'>
}

/** The stream console: a log of everything sent and received over the socket to IBKR, and the user's subscriptions. */
export class StreamService {
  readonly feed: Feed<StreamView, StreamView>
  readonly values: Feed<readonly LiveValues[], LiveValues>
  readonly #options: StreamServiceOptions
  readonly #log = new FrameLog()
  readonly #subscriptions = new Map<string, StreamSubscription>()
  /** Functions that release the market data lines of subscriptions, by their id. */
  readonly #releaseLine = new Map<string, () => void>()
  readonly #changed = new Set<string>()
  #isUpdateDue = false

  constructor(options: StreamServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.view())
    this.values = createFeed(() => [...this.#subscriptions.values()].flatMap(({ values }) => values ?? []))
  }

  view(): StreamView {
    const { newest, stored, dropped, topics } = this.#log
    return { newest, stored, dropped, topics, subscriptions: [...this.#subscriptions.values()].map(({ view }) => view) }
  }

  /** Opens every subscription on a new session. */
  attach(session: ReadSession): void {
    session.onFrame(({ at, text, value, topic, error, binary }) => {
      this.#add(error !== undefined || value === undefined ? 'error' : 'receive', at, topic, text, binary)
      for (const subscription of this.#subscriptions.values()) {
        if (error === undefined) subscription.onFrame(topic, at)
        else subscription.onRefusal(topic.slice(0, 3), error.slice(0, 300))
      }
    })
    session.onText(({ at, text }) => this.#add('send', at, sentTopic(text), text))
    session.onConnection((step) => {
      if (step.kind === 'opened') this.#add('open', step.at, '', 'Connected; waiting for session message.')
      if (step.kind === 'dropped') this.#add('close', step.at, '', `Disconnected: ${step.reason}`)
      if (step.kind === 'closed') this.#add('close', step.at, '', 'Closed by the console.')
    })
    for (const subscription of this.#subscriptions.values()) this.#open(subscription, session)
  }

  clearLines(): void {
    this.#log.clear()
    this.#updateLater()
  }

  page({ query, offset, limit, atMost }: ParsedInput<'stream.page'>): FramePage {
    return this.#log.page(query, offset, limit, atMost)
  }

  frame(number: number): FrameView {
    const line = this.#log.find(number)
    if (line) return line
    throw new HostError('not-found', 'This line was dropped because newer lines replaced it.')
  }

  export({ query }: ParsedInput<'stream.export'>): PreparedFile {
    const { text, lines } = this.#log.exported(query)
    if (lines === 0)
      throw new HostError('not-found', 'No line matches the filter. Change the filter, then export again.')
    const file = Buffer.from(text)
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10)
    return {
      responseId: this.#options.bodies.save(file),
      suggestedName: `ibkr-stream-${day}.jsonl`,
      size: file.byteLength,
      entries: lines,
    }
  }

  subscribe(text: string): { id: string } {
    const { effect, topic, reason } = classifySocketText(text)
    if (topic === undefined || !topic.startsWith('s')) {
      throw new HostError('invalid-input', `Not a subscription: ${reason} A subscription begins with s, such as smd.`)
    }
    if (effect !== 'read') {
      throw new HostError(
        'invalid-input',
        `Not subscribed: this text may do more than read, and every reconnect sends a subscription again. ${reason} Use Send once instead.`,
      )
    }
    if ([...this.#subscriptions.values()].some((each) => each.text === text)) {
      throw new HostError('already-subscribed', 'You already have this subscription.')
    }
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      throw new HostError('limit', `${MOST_SUBSCRIPTIONS} subscriptions is the limit. End one first.`)
    }
    const subscription = new StreamSubscription(randomUUID(), text, this.#options.clock.now())
    this.#open(subscription, this.#options.session.require())
    this.#subscriptions.set(subscription.id, subscription)
    const contract = subscription.quotedContract
    if (contract !== undefined) {
      this.#releaseLine.set(subscription.id, this.#options.quotes.countSubscription(contract))
    }
    this.#updateLater()
    return { id: subscription.id }
  }

  unsubscribe(id: string): void {
    if (!this.#subscriptions.has(id)) throw new HostError('not-found', 'This subscription has already ended.')
    this.#remove(id)
    this.#updateLater()
  }

  /**
   * Sends a socket message immediately or rejects it. Like a request, a message that does more than read requires an
   * armed profile, which has to be the one that the window showed.
   * @throws HostError `invalid-input`, `other-profile`, `not-armed`, `guard-rail-refused`, `guard-rail-warning`, `not-connected`
   */
  send(text: string, profileId: string): void {
    if (ORDER_SUBSCRIPTION.test(text)) {
      throw new HostError(
        'invalid-input',
        'Not sent: the order list depends on this subscription. Disconnect to end it.',
      )
    }
    this.#options.gate.sendText(text, { profileId })
  }

  #open(subscription: StreamSubscription, session: ReadSession): void {
    try {
      subscription.open(session, () => {
        this.#changed.add(subscription.id)
        this.#updateLater()
      })
    } catch (error) {
      if (error instanceof IbkrError) throw new HostError('invalid-input', `Not subscribed: ${error.message}`)
      throw error
    }
  }

  #remove(id: string): void {
    this.#subscriptions.get(id)?.close()
    this.#subscriptions.delete(id)
    this.#releaseLine.get(id)?.()
    this.#releaseLine.delete(id)
    this.#changed.add(id)
  }

  #add(kind: FrameView['kind'], at: number, topic: string, text: string, binary = false): void {
    this.#log.add({ at, kind, topic, text, binary })
    if (this.feed.isWatched) this.#updateLater()
  }

  /** Publishes changes later, so that windows receive at most ten updates per second. */
  #updateLater(): void {
    if (this.#isUpdateDue) return
    this.#isUpdateDue = true
    this.#options.clock.after(UPDATE_MS, () => {
      this.#isUpdateDue = false
      if (this.feed.isWatched) this.feed.push([this.view()])
      const values = [...this.#changed].flatMap((id): readonly LiveValues[] => {
        const subscription = this.#subscriptions.get(id)
        return subscription ? (subscription.values ? [subscription.values] : []) : [{ kind: 'gone', id }]
      })
      this.#changed.clear()
      this.values.push(values)
    })
  }
}

/** Returns the topic and targets of a sent message; empty if the message has no topic. */
const sentTopic = (text: string): string => /^[a-z]{3}(?:\+[^+{]+)*/.exec(text)?.[0] ?? ''
