import { z } from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import type { ContractError } from '../../shared/contract/errors.ts'
import type { CallName, StreamName } from '../../shared/contract/inferred-types.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { HostError } from '../host-error.ts'
import type { CallContext, Services, StreamSource, WholeBody } from '../service-types.ts'
import { OutgoingBody } from './outgoing-body.ts'
import { OutgoingStream } from './outgoing-stream.ts'

/** Limits of one connection to a window. */
interface RpcLimits {
  /** Maximum number of calls with a running handler, including cancelled calls. Default 64. */
  readonly calls: number
  /** Maximum bytes of bodies that wait for the window. Default 256 MiB. */
  readonly bodyBytes: number
  /** Maximum number of open streams. Default 32. */
  readonly streams: number
  /**
   * Maximum number of keys that a stream buffers for a slow window. Beyond this number a new snapshot replaces them.
   * Default 5,000.
   */
  readonly pendingKeys: number
  /** Minimum time between two batches of a stream, in ms. Default 16: one batch per screen frame. */
  readonly frameMs: number
  /**
   * Minimum pause per item of the previous batch, in ms. With the default of 0.1, a thousand changed rows are sent ten
   * times a second, a few rows immediately.
   */
  readonly itemMs: number
}

const DEFAULT_LIMITS: RpcLimits = {
  calls: 64,
  bodyBytes: 256 * 1024 * 1024,
  streams: 32,
  pendingKeys: 5_000,
  frameMs: 16,
  itemMs: 0.1,
}

/** The handlers of one window. */
export interface WindowServices {
  /** Returns the handler of a call or stream for the current profile of the window. */
  find<N extends keyof Services>(name: N): Services[N]
  /**
   * Calls the listener after handlers were replaced. `isReplaced` reports whether that of a name was, and `reason` states
   * why.
   */
  onReplaced(listener: (isReplaced: (name: string) => boolean, reason: HostError) => void): void
}

export interface ServeWindowOptions {
  readonly services: WindowServices
  /** Called with errors in the console itself, never with expected failures. */
  readonly onFault: (name: string, error: unknown) => void
  /** Called with the name of every call with valid input, before its handler runs. */
  readonly onCall?: (name: CallName) => void
  readonly limits?: Partial<RpcLimits>
}

interface RunningCall {
  readonly name: string
  /** Aborts when the window cancels the call, or its handler was replaced. */
  readonly end: AbortController
  /** Whether the window waits for no result any more. */
  isCancelled: boolean
}

interface OpenStream {
  readonly name: string
  readonly stream: OutgoingStream
  readonly findSource: () => StreamSource<unknown, unknown>
}

type AnyCall = (input: unknown, context: CallContext) => Promise<unknown>
type AnyStream = (params: unknown) => StreamSource<unknown, unknown>

const definitionOf = (name: string): (typeof contract)[keyof typeof contract] | undefined =>
  Object.hasOwn(contract, name) ? contract[name as keyof typeof contract] : undefined

const unknownCall = (name: string): HostError =>
  new HostError(
    'unknown-call',
    `The console has no call "${name.slice(0, 60)}". Reload the window: it may be older than the host.`,
  )

function parse(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value)
  if (result.success && isWellFormed(result.data)) return result.data
  if (result.success) {
    throw new HostError(
      'invalid-input',
      'The input contains an invalid character (half of a surrogate pair). Type it again.',
    )
  }
  throw new HostError('invalid-input', `The input is invalid: ${z.prettifyError(result.error)}`, {
    detail: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  })
}

/**
 * Reports whether a value contains only complete characters. JSON can contain half of a surrogate pair, which would
 * fail later in a URL, a file name or the database.
 */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, part]) => isWellFormed(name) && isWellFormed(part))
}

/**
 * Serves one window over one transport until the transport closes. Every input is parsed, so that no message of a
 * window can end the process.
 */
export function serveWindow(transport: Transport<HostFrame, WindowFrame>, options: ServeWindowOptions): void {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const calls = new Map<number, RunningCall>()
  /**
   * Number of calls with an unsettled handler. Cancelled calls count, because their requests still use resources of the
   * host.
   */
  let running = 0
  const bodies = new Map<number, OutgoingBody>()
  const streams = new Map<number, OpenStream>()
  const { send } = transport

  const toError = (name: string, error: unknown): ContractError => {
    if (error instanceof HostError) return error.toContract()
    options.onFault(name, error)
    return {
      code: 'internal',
      message: 'An internal error occurred. See the log of the console for the reason.',
      retryable: false,
    }
  }

  const runCall = async (frame: Extract<WindowFrame, { t: 'call' }>): Promise<void> => {
    const { id, name } = frame
    if (calls.has(id) || streams.has(id)) return
    const call: RunningCall = { name, end: new AbortController(), isCancelled: false }
    let counted = false
    try {
      const definition = definitionOf(name)
      if (definition?.kind !== 'call') throw unknownCall(name)
      const input = parse(definition.input, frame.input)
      if (running >= limits.calls)
        throw new HostError('limit', `More than ${limits.calls} calls are running. Wait until one ends.`)
      running += 1
      counted = true
      calls.set(id, call)
      options.onCall?.(name as CallName)
      const handler = options.services.find(name as CallName) as unknown as AnyCall
      const outgoing = new OutgoingBody(id, send)
      bodies.set(id, outgoing)
      const result = await handler(input, { signal: call.end.signal, window: transport, body: outgoing })
      if (call.isCancelled) return
      if (!definition.bytes) {
        send({ t: 'result', id, output: result ?? null })
        return
      }
      const { output, body } = result as { output: unknown; body: WholeBody }
      const pieces: readonly Uint8Array[] = body instanceof Uint8Array ? [body] : body
      if (pieces.length > 0) await sendWhole(outgoing, pieces)
      await outgoing.end()
      if (call.isCancelled) return
      send({ t: 'result', id, output, ...(outgoing.sent > 0 && { bytes: outgoing.sent }) })
    } catch (error) {
      if (!call.isCancelled) send({ t: 'error', id, error: toError(name, error) })
    } finally {
      if (counted) running -= 1
      if (calls.get(id) === call) {
        calls.delete(id)
        bodies.delete(id)
      }
    }
  }

  /** Sends a complete body that a handler returned. */
  const sendWhole = async (outgoing: OutgoingBody, pieces: readonly Uint8Array[]): Promise<void> => {
    const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const waiting = [...bodies.values()].reduce((sum, one) => sum + one.waiting, length)
    if (waiting > limits.bodyBytes) {
      throw new HostError(
        'limit',
        'The response was received, but the window has not received earlier responses yet. Send the request again.',
      )
    }
    if (length > 0) outgoing.length ??= length
    for (const piece of pieces) await outgoing.write(piece)
  }

  const cancel = (id: number): void => {
    const call = calls.get(id)
    if (call !== undefined) {
      call.isCancelled = true
      call.end.abort()
    }
    bodies.get(id)?.cancel()
    calls.delete(id)
    bodies.delete(id)
  }

  const openStream = (frame: Extract<WindowFrame, { t: 'open' }>): void => {
    const { id, name, credit } = frame
    if (calls.has(id) || streams.has(id)) return
    try {
      const definition = definitionOf(name)
      if (definition?.kind !== 'stream') throw unknownCall(name)
      const params = parse(definition.params, frame.params)
      if (streams.size >= limits.streams)
        throw new HostError('limit', `More than ${limits.streams} streams are open. Close one first.`)
      const findSource = (): StreamSource<unknown, unknown> => {
        const handler = options.services.find(name as StreamName) as unknown as AnyStream
        return handler(params)
      }
      const key = definition.key as (item: unknown) => string
      const { pendingKeys, frameMs, itemMs } = limits
      const source = findSource()
      const stream = new OutgoingStream({ id, source, key, credit, pendingKeys, frameMs, itemMs, send })
      streams.set(id, { name, stream, findSource })
    } catch (error) {
      send({ t: 'close', id, error: toError(name, error) })
    }
  }

  options.services.onReplaced((isReplaced, reason) => {
    for (const { name, end } of [...calls.values()]) if (isReplaced(name)) end.abort(reason)
    for (const [id, { name, stream, findSource }] of [...streams]) {
      if (!isReplaced(name)) continue
      try {
        stream.replaceSource(findSource())
      } catch (error) {
        stream.close()
        streams.delete(id)
        send({ t: 'close', id, error: toError(name, error) })
      }
    }
  })

  transport.onMessage((frame) => {
    switch (frame.t) {
      case 'call':
        void runCall(frame)
        return
      case 'open':
        openStream(frame)
        return
      case 'cancel':
        cancel(frame.id)
        return
      case 'credit':
        streams.get(frame.id)?.stream.grant(frame.credit)
        bodies.get(frame.id)?.grant(frame.credit)
        return
      case 'close':
        streams.get(frame.id)?.stream.close()
        streams.delete(frame.id)
    }
  })

  transport.onClose(() => {
    for (const id of [...calls.keys()]) cancel(id)
    for (const { stream } of streams.values()) stream.close()
    streams.clear()
  })
}
