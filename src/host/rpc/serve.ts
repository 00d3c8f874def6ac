import { z } from 'zod'
import { contract } from '../../shared/contract/contract.ts'
import type { ContractError } from '../../shared/contract/errors.ts'
import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import type { Transport } from '../../shared/rpc/transport.ts'
import { HostError } from '../host-error.ts'
import { DEFAULT_RPC_LIMITS, type RpcLimits } from './limits.ts'
import { OutgoingBody } from './outgoing-body.ts'
import { OutgoingStream } from './outgoing-stream.ts'
import type { CallContext, Services, StreamSource, WholeBody } from './services.ts'

export interface ServeOptions {
  readonly services: Services
  /** Told about faults of the console itself, never about expected failures. */
  readonly onFault: (name: string, error: unknown) => void
  /** Told of every call whose input is in order, before it is answered. */
  readonly onCall?: (name: string) => void
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

/** JSON may hold half of a surrogate pair, which fails later: in an address, a file name, the database. */
function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, part]) => isWellFormed(name) && isWellFormed(part))
}

/** Serves one window over one transport until it closes. Every input is parsed; nothing a window sends ends the process. */
export function serve(transport: Transport<HostFrame, WindowFrame>, options: ServeOptions): void {
  const limits = { ...DEFAULT_RPC_LIMITS, ...options.limits }
  const calls = new Map<number, AbortController>()
  /** Calls whose handlers have not settled, cancelled ones included: a cancelled request still occupies the host. */
  let running = 0
  const bodies = new Map<number, OutgoingBody>()
  const streams = new Map<number, OutgoingStream>()
  const send = (frame: HostFrame): void => transport.send(frame)

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
      options.onCall?.(name)
      const handler = options.services[name as keyof Services] as unknown as AnyCall
      const outgoing = new OutgoingBody(id, send)
      bodies.set(id, outgoing)
      const answer = await handler(input, { signal: controller.signal, window: transport, body: outgoing })
      if (controller.signal.aborted) return
      if (!definition.bytes) {
        send({ t: 'result', id, output: answer ?? null })
        return
      }
      const { output, body } = answer as { output: unknown; body: WholeBody }
      await sendWhole(outgoing, Array.isArray(body) ? body : [body])
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

  /** What was not sent while it came in. */
  const sendWhole = async (outgoing: OutgoingBody, pieces: readonly Uint8Array[]): Promise<void> => {
    const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0)
    const waiting = [...bodies.values()].reduce((sum, one) => sum + one.waiting, length)
    if (waiting > limits.bodyBytes) {
      throw new HostError('limit', 'The answer was received, but the window is not taking the ones before it.')
    }
    if (length > 0) outgoing.expect(length)
    for (const piece of pieces) await outgoing.write(piece)
    await outgoing.end()
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
