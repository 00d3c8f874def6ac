import { z } from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import type { ContractError } from '../../shared/contract/errors.ts'
import type { CallName } from '../../shared/contract/inference.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { HostError } from '../host-error.ts'
import { OutgoingBody } from './outgoing-body.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import type { CallContext, Services, StreamSource, WholeBody } from './services.ts'

/** Limits of one connection to a window. */
interface RpcLimits {
  /** Maximum number of calls whose handlers run at once, cancelled ones included. Default 64. */
  readonly calls: number
  /** Maximum bytes of bodies that wait for the window. Default 256 MiB. */
  readonly bodyBytes: number
  /** Maximum number of open streams. Default 32. */
  readonly streams: number
  /**
   * Maximum number of keys that a stream buffers for a slow window; beyond it a new snapshot replaces them. Default
   * 5,000.
   */
  readonly pendingKeys: number
  /** Minimum time between two batches of a stream, in ms. Default 16: one batch per screen frame. */
  readonly frameMs: number
  /**
   * Minimum pause per item of the previous batch, in ms. Default 0.1: a thousand changed rows ten times a second, a few
   * rows immediately.
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

export interface ServeOptions {
  readonly services: Services
  /** Called with faults of the console itself, never with expected failures. */
  readonly onFault: (name: string, error: unknown) => void
  /** Called with the name of every call whose input is valid, before its handler runs. */
  readonly onCall?: (name: CallName) => void
  readonly limits?: Partial<RpcLimits>
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
    throw new HostError('invalid-input', 'The input holds half of a surrogate pair, which no text may. Type it again.')
  }
  throw new HostError('invalid-input', `The input is not valid: ${z.prettifyError(result.error)}`, {
    detail: result.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
  })
}

/** JSON can contain half of a surrogate pair, which would fail later in a URL, a file name or the database. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, part]) => isWellFormed(name) && isWellFormed(part))
}

/**
 * Serves one window over one transport until it closes. Every input is parsed, so that no message of a window can end
 * the process.
 */
export function serve(transport: Transport<HostFrame, WindowFrame>, options: ServeOptions): void {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const calls = new Map<number, AbortController>()
  /**
   * Number of calls whose handlers have not settled. Cancelled calls count: their requests still use resources of the
   * host.
   */
  let running = 0
  const bodies = new Map<number, OutgoingBody>()
  const streams = new Map<number, OutgoingStream>()
  const { send } = transport

  const toError = (name: string, error: unknown): ContractError => {
    if (error instanceof HostError) return error.toContract()
    options.onFault(name, error)
    return {
      code: 'internal',
      message: 'The console failed to do this; the reason is in its log.',
      retryable: false,
    }
  }

  const runCall = async (frame: Extract<WindowFrame, { t: 'call' }>): Promise<void> => {
    const { id, name } = frame
    if (calls.has(id) || streams.has(id)) return
    const controller = new AbortController()
    let counted = false
    try {
      const definition = definitionOf(name)
      if (definition?.kind !== 'call') throw unknownCall(name)
      const input = parse(definition.input, frame.input)
      if (running >= limits.calls)
        throw new HostError('limit', `More than ${limits.calls} calls at once: wait for one to end.`)
      running += 1
      counted = true
      calls.set(id, controller)
      options.onCall?.(name as CallName)
      const handler = options.services[name as keyof Services] as unknown as AnyCall
      const outgoing = new OutgoingBody(id, send)
      bodies.set(id, outgoing)
      const result = await handler(input, { signal: controller.signal, window: transport, body: outgoing })
      if (controller.signal.aborted) return
      if (!definition.bytes) {
        send({ t: 'result', id, output: result ?? null })
        return
      }
      const { output, body } = result as { output: unknown; body: WholeBody }
      const pieces: readonly Uint8Array[] = body instanceof Uint8Array ? [body] : body
      if (pieces.length > 0) await sendWhole(outgoing, pieces)
      await outgoing.end()
      if (controller.signal.aborted) return
      send({ t: 'result', id, output, ...(outgoing.sent > 0 && { bytes: outgoing.sent }) })
    } catch (error) {
      if (!controller.signal.aborted) send({ t: 'error', id, error: toError(name, error) })
    } finally {
      if (counted) running -= 1
      if (calls.get(id) === controller) {
        calls.delete(id)
        bodies.delete(id)
      }
    }
  }

  /** Sends a body that the handler returned instead of writing it. */
  const sendWhole = async (outgoing: OutgoingBody, pieces: readonly Uint8Array[]): Promise<void> => {
    const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const waiting = [...bodies.values()].reduce((sum, one) => sum + one.waiting, length)
    if (waiting > limits.bodyBytes) {
      throw new HostError(
        'limit',
        'The response was received, but the window has not taken earlier ones yet. Send the request again.',
      )
    }
    if (length > 0) outgoing.length ??= length
    for (const piece of pieces) await outgoing.write(piece)
  }

  const cancel = (id: number): void => {
    calls.get(id)?.abort()
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
        throw new HostError('limit', `More than ${limits.streams} streams at once: close one first.`)
      const handler = options.services[name as keyof Services] as unknown as AnyStream
      const key = definition.key as (item: unknown) => string
      const { pendingKeys, frameMs, itemMs } = limits
      const source = handler(params)
      streams.set(id, new OutgoingStream({ id, source, key, credit, pendingKeys, frameMs, itemMs, send }))
    } catch (error) {
      send({ t: 'close', id, error: toError(name, error) })
    }
  }

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
        streams.get(frame.id)?.grant(frame.credit)
        bodies.get(frame.id)?.grant(frame.credit)
        return
      case 'close':
        streams.get(frame.id)?.close()
        streams.delete(frame.id)
    }
  })

  transport.onClose(() => {
    for (const id of [...calls.keys()]) cancel(id)
    for (const stream of streams.values()) stream.close()
    streams.clear()
  })
}
