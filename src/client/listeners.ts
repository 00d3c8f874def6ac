import { demandFunction } from './demand.ts'
import type { Logger } from './logger.ts'

/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void

/** Takes one event. What it returns is ignored, save for a promise that rejects. */
type Listener<News> = (news: News) => unknown

/**
 * A set of callbacks for one kind of event. A listener that throws, or whose promise rejects, hinders neither the others nor the
 * source, and does not end the process: its first failure is reported.
 */
export class Listeners<News> {
  readonly #entries = new Set<{ readonly call: Listener<News> }>()

  add(call: Listener<News>): Unsubscribe {
    const entry = { call: safeListener(call) }
    this.#entries.add(entry)
    return () => {
      this.#entries.delete(entry)
    }
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  tell(news: News): void {
    if (this.isEmpty) return
    for (const { call } of [...this.#entries]) call(news)
  }

  clear(): void {
    this.#entries.clear()
  }
}

/**
 * A listener that never fails. Its first failure goes to the logger or, without one, is a warning of the process.
 * @throws IbkrError `config-invalid` for what is no function: at once, and not with the first event
 */
export function safeListener<News>(call: Listener<News>, logger?: Logger): (news: News) => void {
  demandFunction(call, 'A listener')
  let isReported = false
  const report = (error: unknown): void => {
    // With every frame of a storm it would bury all else.
    if (isReported) return
    isReported = true
    if (logger === undefined) warnOf(error)
    else logger.warn(FAILED, error)
  }
  return (news) => {
    try {
      const result = call(news)
      if (result instanceof Promise) result.catch(report)
    } catch (error) {
      report(error)
    }
  }
}

const FAILED = 'A listener of ibkr-console failed. It stays in place; further failures of it are not reported.'

function warnOf(error: unknown): void {
  const detail = error instanceof Error ? error.stack : String(error)
  process.emitWarning(FAILED, { type: 'IbkrListenerWarning', ...(detail === undefined ? {} : { detail }) })
}
