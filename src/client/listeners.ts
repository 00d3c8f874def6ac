import { demandFunction } from './demand.ts'
import type { Logger } from './logger.ts'

/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void

/** Takes one event. What it returns is ignored, save for a promise that rejects. */
type Listener<Event> = (event: Event) => unknown

/**
 * A set of callbacks for one kind of event. A listener that throws, or whose promise rejects, hinders neither the others nor the
 * source, and does not end the process: its first failure goes to the logger or, without one, is a warning of the process.
 */
export class Listeners<Event> {
  readonly #logger: Logger | undefined
  readonly #entries = new Set<{ readonly call: Listener<Event> }>()

  constructor(logger?: Logger) {
    this.#logger = logger
  }

  /** @throws IbkrError `config-invalid` for what is no function: at once, and not with the first event */
  add(call: Listener<Event>): Unsubscribe {
    const entry = { call: safeListener(call, this.#logger) }
    this.#entries.add(entry)
    return () => {
      this.#entries.delete(entry)
    }
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0
  }

  emit(event: Event): void {
    if (this.isEmpty) return
    for (const { call } of [...this.#entries]) call(event)
  }

  clear(): void {
    this.#entries.clear()
  }
}

/** A listener that never fails. */
function safeListener<Event>(call: Listener<Event>, logger: Logger | undefined): (event: Event) => void {
  demandFunction(call, 'A listener')
  let isReported = false
  const report = (error: unknown): void => {
    // With every frame of a storm it would bury all else.
    if (isReported) return
    isReported = true
    if (logger === undefined) warnOf(error)
    else logger.warn(FAILED, error)
  }
  return (event) => {
    try {
      const result = call(event)
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
