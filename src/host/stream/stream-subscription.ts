import type { LiveValues, SubscriptionView } from '../../shared/contract/stream-views.ts'
import { isFrameOf, parseSocketText, type SocketText } from '../../shared/domain/topics.ts'
import type { ReadSession } from '../session/read-session.ts'
import { subscribeToTopicValues } from './subscribe-to-topic-values.ts'

/** One subscription of the stream console. It continues across sessions. */
export class StreamSubscription {
  readonly id: string
  readonly text: string
  readonly #parsed: SocketText
  readonly #since: number
  #close: () => void = () => undefined
  #frames = 0
  #lastAt: number | undefined
  #refusal: string | undefined
  #values: LiveValues | undefined

  constructor(id: string, text: string, since: number) {
    this.id = id
    this.text = text
    this.#parsed = parseSocketText(text)
    this.#since = since
  }

  /** The contract whose market data it uses; undefined for other topics. */
  get quotedContract(): string | undefined {
    const { topic, targets } = this.#parsed
    return topic === 'smd' ? targets[0] : undefined
  }

  get view(): SubscriptionView {
    return {
      id: this.id,
      text: this.text,
      since: this.#since,
      frames: this.#frames,
      ...(this.#lastAt !== undefined && { lastAt: this.#lastAt }),
      ...(this.#refusal !== undefined && { refusal: this.#refusal }),
    }
  }

  /** The newest values. Undefined before the first frame, and for a topic without values. */
  get values(): LiveValues | undefined {
    return this.#values
  }

  /**
   * Opens the subscription on a session.
   * @throws IbkrError `config-invalid` for a target that the client recognises as invalid
   */
  open(session: ReadSession, onChange: () => void): void {
    this.#close()
    this.#close = subscribeToTopicValues(session, this.text, {
      onValues: (values) => {
        this.#values = { id: this.id, ...values }
        onChange()
      },
      onEnd: (reason) => {
        this.#refusal = reason
        onChange()
      },
    })
  }

  close(): void {
    this.#close()
    this.#close = () => undefined
  }

  onFrame(topic: string, at: number): void {
    if (!isFrameOf(this.#parsed, topic)) return
    this.#frames += 1
    this.#lastAt = at
    this.#refusal = undefined
  }

  /** Saves the reason for a rejection. IBKR's rejection names the topic without its targets. */
  onRefusal(topic: string, reason: string): void {
    if (topic === this.#parsed.topic) this.#refusal = reason
  }
}
