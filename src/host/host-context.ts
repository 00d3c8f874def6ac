import type { Clock } from '../client/index.ts'
import { createFeed, type Feed } from './feed.ts'
import type { Log } from './log/log.ts'

/** Dependencies that every area of the host shares. */
export interface HostContext {
  /** The user data folder. */
  readonly home: string
  readonly clock: Clock
  readonly log: Log
  readonly notices: UserNotices
}

/**
 * Notices for the user about stored files and keys. Every window shows all notices, including windows that open later.
 */
export class UserNotices {
  readonly feed: Feed<readonly string[], string>
  readonly #texts: string[] = []
  readonly #onNotice: (text: string) => void

  constructor(onNotice: (text: string) => void = () => undefined) {
    this.#onNotice = onNotice
    this.feed = createFeed(() => [...this.#texts])
  }

  add(text: string | undefined): void {
    if (text === undefined) return
    this.#texts.push(text)
    this.feed.push([text])
    this.#onNotice(text)
  }
}

/** Reports a problem in the log and to the user. */
export function reportProblem({ log, notices }: HostContext, event: string, text: string): void {
  log.write('warning', event, text)
  notices.add(text)
}
