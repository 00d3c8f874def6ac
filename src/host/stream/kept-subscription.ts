import type { SessionSupervisor } from '../../client/index.ts'
import type { LiveValues, SubscriptionView } from '../../shared/contract/stream-views.ts'
import { isAbout, readStreamTopic, type StreamTopic } from '../../shared/domain/stream-topic.ts'
import { openSubscription } from './open-subscription.ts'

/** One topic that a person subscribed to, over as many sessions as it takes. */
export class KeptSubscription {
  readonly id: string
  readonly text: string
  readonly topic: StreamTopic
  readonly #since: number
  #close: () => void = () => undefined
  #frames = 0
  #lastAt: number | undefined
  #refusal: string | undefined
  #values: LiveValues | undefined

  constructor(id: string, text: string, since: number) {
    this.id = id
    this.text = text
    this.topic = readStreamTopic(text)
    this.#since = since
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

  /** Undefined where the topic has none, and before the first. */
  get values(): LiveValues | undefined {
    return this.#values
  }

  /** @throws IbkrError `config-invalid` for a target that the client knows to be wrong */
  begin(session: SessionSupervisor, onChange: () => void): void {
    this.#close()
    this.#close = openSubscription(session, this.id, this.text, {
      onValues: (values) => {
        this.#values = values
        onChange()
      },
      onEnd: (reason) => {
        this.#refusal = reason
        onChange()
      },
    })
  }

  /** Whether a frame is of this topic. */
  hear(topic: string, at: number): void {
    if (!isAbout(this.topic, topic)) return
    this.#frames += 1
    this.#lastAt = at
    this.#refusal = undefined
  }

  /** A refusal names no more than the letters of its topic. */
  hearRefusal(head: string, words: string): void {
    if (head === this.topic.head) this.#refusal = words
  }

  end(): void {
    this.#close()
    this.#close = () => undefined
  }
}
