import { requireFunction } from './check-arguments.ts'
import type { Logger } from './logger.ts'

/** Ends a subscription. Calling it again has no effect. */
export type Unsubscribe = () => void

/** Handles one event. The result is ignored, except for a promise that rejects. */
type Listener<Event> = (event: Event) => unknown

/**
 * The callbacks of one kind of event. A failing listener affects neither the other listeners nor the source, and does
 * not end the process. Its first failure is logged or, without a logger, becomes a process warning.
 */
export class Listeners<Event> {
  readonly #logger: Logger | undefined
  readonly #entries = new Set<{ readonly call: Listener<Event> }>()

  constructor(logger?: Logger) {
    this.#logger = logger
  }

  /**
   * Adds a listener.
   * @throws IbkrError `config-invalid` immediately if `call` is not a function
   */
  add(call: Listener<Event>): Unsubscribe {
    const entry = { call: createSafeListener(call, this.#logger) }
    this.#entries.add(entry)
    return () => {
      this.#entries.delete(entry)
    }
  }

  emit(event: Event): void {
    if (this.#entries.size > 0) for (const { call } of [...this.#entries]) call(event)
  }

  clear(): void {
    this.#entries.clear()
  }
}

/** The callbacks of several kinds of event, such as `EventListeners<{ state: State; gap: Gap }>`. */
export class EventListeners<Kinds extends object> {
  readonly #logger: Logger | undefined
  readonly #calls: { [Kind in keyof Kinds]?: readonly ((event: Kinds[Kind]) => void)[] } = {}

  constructor(logger?: Logger) {
    this.#logger = logger
  }

  /**
   * Adds a listener.
   * @throws IbkrError `config-invalid` immediately if `listener` is not a function
   */
  on<Kind extends keyof Kinds>(kind: Kind, listener: Listener<Kinds[Kind]>): Unsubscribe {
    const call = createSafeListener(listener, this.#logger)
    // The list is replaced instead of changed, so that listeners can be added and removed during an event.
    this.#calls[kind] = [...(this.#calls[kind] ?? []), call]
    return () => {
      this.#calls[kind] = (this.#calls[kind] ?? []).filter((other) => other !== call)
    }
  }

  emit<Kind extends keyof Kinds>(kind: Kind, event: Kinds[Kind]): void {
    for (const call of this.#calls[kind] ?? []) call(event)
  }
}

/** Wraps a listener so that it never throws. */
export function createSafeListener<Event>(call: Listener<Event>, logger: Logger | undefined): (event: Event) => void {
  requireFunction(call, 'A listener')
  let isReported = false
  const report = (error: unknown): void => {
    // Only the first failure is reported: one report per frame would hide everything else in the log.
    if (isReported) return
    isReported = true
    if (logger === undefined) emitWarning(error)
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

const FAILED = 'A listener of ibkr-web-client failed. It remains registered; its further failures are not reported.'

function emitWarning(error: unknown): void {
  const detail = error instanceof Error ? error.stack : String(error)
  process.emitWarning(FAILED, { type: 'IbkrListenerWarning', ...(detail === undefined ? {} : { detail }) })
}
