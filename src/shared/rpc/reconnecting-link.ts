import type { HostFrame, WindowFrame } from './frames.ts'
import { createNotSentError, errorText } from './rpc-error.ts'
import type { Transport } from './transport.ts'
import { createWindowClient, type WindowClient } from './window-client.ts'

export type LinkState =
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'open' }
  /** The connection is down. The next attempt is at `retryAt`, in ms since epoch. */
  | { readonly kind: 'down'; readonly reason: string; readonly retryAt: number }

/**
 * A connection to the host that reconnects automatically. Calls fail while it is disconnected, with `detail: { sent:
 * false }`. Streams are opened again with a new snapshot. Their `closed` is called only if the host refuses them, not
 * for a lost connection.
 */
export interface Link extends WindowClient {
  readonly state: LinkState
  onState(listener: (state: LinkState) => void): () => void
  retryNow(): void
  close(): void
}

export interface LinkOptions {
  readonly connect: () => Promise<Transport<WindowFrame, HostFrame>>
  /** Called with each new connection, before anything else is sent over it. */
  readonly greet?: (client: WindowClient) => void
  readonly now: () => number
  /** Calls `run` once after `ms`. Returns a function that cancels the call. */
  readonly after: (ms: number, run: () => void) => () => void
}

interface Watch {
  readonly start: (client: WindowClient) => () => void
  stop: () => void
}

const FIRST_RETRY_MS = 200
const LONGEST_RETRY_MS = 5_000

/** Creates a connection to the host that reconnects automatically, and opens it. */
export function createReconnectingLink(options: LinkOptions): Link {
  let state: LinkState = { kind: 'connecting', attempt: 1 }
  let attempt = 0
  let client: WindowClient | undefined
  let transport: Transport<WindowFrame, HostFrame> | undefined
  let cancelRetry: (() => void) | undefined
  let ended = false
  const listeners = new Set<(state: LinkState) => void>()
  const watches = new Set<Watch>()

  const enter = (next: LinkState): void => {
    state = next
    for (const listener of [...listeners]) listener(next)
  }
  const down = (reason: string): void => {
    client = undefined
    transport = undefined
    if (ended) return
    const wait = Math.min(FIRST_RETRY_MS * 2 ** Math.min(attempt - 1, 10), LONGEST_RETRY_MS)
    enter({ kind: 'down', reason, retryAt: options.now() + wait })
    cancelRetry = options.after(wait, connect)
  }
  const connect = (): void => {
    cancelRetry?.()
    cancelRetry = undefined
    attempt += 1
    enter({ kind: 'connecting', attempt })
    options.connect().then(adopt, (error: unknown) => down(errorText(error)))
  }
  const adopt = (opened: Transport<WindowFrame, HostFrame>): void => {
    if (ended) {
      opened.close()
      return
    }
    transport = opened
    client = createWindowClient(opened)
    attempt = 0
    opened.onClose((reason) => transport === opened && down(reason))
    options.greet?.(client)
    for (const watch of watches) watch.stop = watch.start(client)
    enter({ kind: 'open' })
  }

  connect()
  return {
    get state() {
      return state
    },
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    call: (name, input, signal) => (client ? client.call(name, input, signal) : Promise.reject(createNotSentError())),
    callBytes: (name, input, signal, sink) =>
      client ? client.callBytes(name, input, signal, sink) : Promise.reject(createNotSentError()),
    open(name, params, handlers) {
      const watch: Watch = {
        start: (on) =>
          on.open(name, params, {
            ...handlers,
            closed: (error) => {
              if (error?.code === 'disconnected') return
              watches.delete(watch)
              handlers.closed(error)
            },
          }),
        stop: () => undefined,
      }
      watches.add(watch)
      if (client) watch.stop = watch.start(client)
      return () => {
        watches.delete(watch)
        watch.stop()
      }
    },
    retryNow() {
      if (state.kind === 'down') connect()
    },
    close() {
      ended = true
      cancelRetry?.()
      transport?.close()
      listeners.clear()
      watches.clear()
    },
  }
}
