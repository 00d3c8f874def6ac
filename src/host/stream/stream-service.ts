import { randomUUID } from 'node:crypto'
import { IbkrError, type SessionSupervisor, type SocketFrame } from '../../client/index.ts'
import { classifySocketText } from '../../shared/catalogue/classify-socket-text.ts'
import type { HeldFile } from '../../shared/contract/history-views.ts'
import type { ParsedInput } from '../../shared/contract/inference.ts'
import type { FramePage, FrameView, LiveValues, StreamView } from '../../shared/contract/stream-views.ts'
import type { Clock } from '../clock.ts'
import { createFeed, type Feed } from '../feed.ts'
import { HostError } from '../host-error.ts'
import type { HeldAnswers } from '../requests/held-answers.ts'
import type { SessionService } from '../session/session-service.ts'
import { FrameLog } from './frame-log.ts'
import { KeptSubscription } from './kept-subscription.ts'

/** IBKR's usual number of market data lines. */
const MOST_SUBSCRIPTIONS = 100
/** Ms between two tellings of counts and values. */
const TELL_MS = 100

export interface StreamServiceOptions {
  readonly session: SessionService
  readonly clock: Clock
  readonly answers: HeldAnswers
}

/** What goes over the socket to IBKR: kept for the stream console, counted, searched; and what a person subscribed to. */
export class StreamService {
  readonly feed: Feed<StreamView, StreamView>
  readonly values: Feed<readonly LiveValues[], LiveValues>
  readonly #options: StreamServiceOptions
  readonly #log = new FrameLog()
  readonly #subscriptions = new Map<string, KeptSubscription>()
  readonly #changed = new Set<string>()
  #willTell = false

  constructor(options: StreamServiceOptions) {
    this.#options = options
    this.feed = createFeed(() => this.view())
    this.values = createFeed(() => [...this.#subscriptions.values()].flatMap(({ values }) => values ?? []))
  }

  view(): StreamView {
    const { newest, kept, letGo, topics } = this.#log
    return { newest, kept, letGo, topics, subscriptions: [...this.#subscriptions.values()].map(({ view }) => view) }
  }

  /** A new session: everything that was subscribed is subscribed on it. */
  attach(session: SessionSupervisor): void {
    session.onFrame((frame) => this.#received(frame))
    session.onText(({ at, text }) => this.#add('send', at, sentTopic(text), text))
    session.onConnection((step) => {
      if (step.kind === 'opened') this.#add('open', step.at, '', 'The socket is open; the greeting is waited for.')
      if (step.kind === 'dropped') this.#add('close', step.at, '', `The socket is down: ${step.reason}`)
      if (step.kind === 'closed') this.#add('close', step.at, '', 'The socket is closed: none is wanted.')
    })
    for (const subscription of this.#subscriptions.values()) this.#begin(subscription, session)
  }

  /** Another profile: nothing of the one before is shown or asked for. */
  clear(): void {
    for (const id of [...this.#subscriptions.keys()]) this.#forget(id)
    this.#log.clear()
    this.#tellLater()
  }

  clearLines(): void {
    this.#log.clear()
    this.#tellLater()
  }

  page({ query, offset, limit, atMost }: ParsedInput<'stream.page'>): FramePage {
    return this.#log.page(query, offset, limit, atMost)
  }

  frame(number: number): FrameView {
    const line = this.#log.find(number)
    if (line) return line
    throw new HostError('not-found', 'This line gave way to newer ones.')
  }

  export({ query }: ParsedInput<'stream.export'>): HeldFile {
    const { text, lines } = this.#log.exported(query)
    if (lines === 0) throw new HostError('not-found', 'No line matches: there is nothing to export.')
    const file = Buffer.from(text)
    const day = new Date(this.#options.clock.now()).toISOString().slice(0, 10)
    return {
      answerId: this.#options.answers.hold(file),
      suggestedName: `ibkr-stream-${day}.jsonl`,
      size: file.byteLength,
      entries: lines,
    }
  }

  subscribe(text: string): { id: string } {
    const { effect, topic, reason } = classifySocketText(text)
    if (topic === undefined || !topic.startsWith('s')) {
      throw new HostError(
        'invalid-input',
        `This does not subscribe to anything: ${reason} A subscription begins with s, as smd does.`,
      )
    }
    if (effect !== 'read') {
      throw new HostError(
        'invalid-input',
        `Not subscribed: a subscription is sent again after every reconnect, and this may do more than read. ${reason} Send it once instead, as a text.`,
      )
    }
    if ([...this.#subscriptions.values()].some((each) => each.text === text)) {
      throw new HostError('invalid-input', 'You are subscribed to exactly this already.')
    }
    if (this.#subscriptions.size >= MOST_SUBSCRIPTIONS) {
      throw new HostError('limit', `There are ${MOST_SUBSCRIPTIONS} subscriptions already: end one first.`)
    }
    const subscription = new KeptSubscription(randomUUID(), text, this.#options.clock.now())
    this.#begin(subscription, this.#options.session.require())
    this.#subscriptions.set(subscription.id, subscription)
    this.#tellLater()
    return { id: subscription.id }
  }

  unsubscribe(id: string): void {
    if (!this.#subscriptions.has(id)) throw new HostError('not-found', 'This subscription has ended already.')
    this.#forget(id)
    this.#tellLater()
  }

  #begin(subscription: KeptSubscription, session: SessionSupervisor): void {
    try {
      subscription.begin(session, () => {
        this.#changed.add(subscription.id)
        this.#tellLater()
      })
    } catch (error) {
      if (error instanceof IbkrError) throw new HostError('invalid-input', `Not subscribed: ${error.message}`)
      throw error
    }
  }

  #forget(id: string): void {
    this.#subscriptions.get(id)?.end()
    this.#subscriptions.delete(id)
    this.#changed.add(id)
  }

  #received({ at, text, value, binary }: SocketFrame): void {
    const { topic = '', error } = (value ?? {}) as { readonly topic?: unknown; readonly error?: unknown }
    const name = typeof topic === 'string' ? topic : ''
    const refused = typeof error === 'string'
    this.#add(refused || value === undefined ? 'error' : 'receive', at, name, text, binary)
    for (const subscription of this.#subscriptions.values()) {
      if (refused) subscription.hearRefusal(name.slice(0, 3), error.slice(0, 300))
      else subscription.hear(name, at)
    }
  }

  #add(kind: FrameView['kind'], at: number, topic: string, text: string, binary = false): void {
    this.#log.add({ at, kind, topic, text, binary })
    this.#tellLater()
  }

  /** However much happens, windows are told ten times a second at most. */
  #tellLater(): void {
    if (this.#willTell) return
    this.#willTell = true
    this.#options.clock.after(TELL_MS, () => {
      this.#willTell = false
      this.feed.push([this.view()])
      const values = [...this.#changed].flatMap((id): readonly LiveValues[] => {
        const subscription = this.#subscriptions.get(id)
        return subscription ? (subscription.values ? [subscription.values] : []) : [{ kind: 'gone', id }]
      })
      this.#changed.clear()
      this.values.push(values)
    })
  }
}

/** What a text that leaves is about; a tie to the session and keep-alives name themselves. */
const sentTopic = (text: string): string => /^[a-z]{3}(?:\+[^+{]+)*/.exec(text)?.[0] ?? ''
