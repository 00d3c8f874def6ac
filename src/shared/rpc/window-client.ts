import type {
  BytesCallName,
  CallInput,
  CallName,
  CallOutput,
  StreamItem,
  StreamName,
  StreamParams,
  StreamSnapshot,
} from '../contract/inference.ts'
import { BodyCollector, type BodySink } from './body-collector.ts'
import { BATCH_CREDIT, type HostFrame, type WindowFrame } from './frames.ts'
import { cancelled, disconnected, RpcError } from './rpc-error.ts'
import { openStream, type StreamHandlers, type StreamReader } from './stream-reader.ts'
import type { Transport } from './transport.ts'

export interface BytesAnswer<N extends BytesCallName> {
  readonly output: CallOutput<N>
  readonly body: Uint8Array
}

interface PendingCall {
  readonly resolve: (value: { output: unknown; body: Uint8Array }) => void
  readonly reject: (error: RpcError) => void
  body: BodyCollector | undefined
  readonly sink: BodySink | undefined
}

/** The window's side of one connection. After `onClose` of its transport every call and stream has ended. */
export interface WindowClient {
  call<N extends Exclude<CallName, BytesCallName>>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
  ): Promise<CallOutput<N>>
  /** With a sink the bytes go there as they come in, and `body` stays empty: a large one is never whole in the window. */
  callBytes<N extends BytesCallName>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
    sink?: BodySink,
  ): Promise<BytesAnswer<N>>
  /** Opens a stream and returns its idempotent close. A lost batch is noticed by its number and heals with a fresh snapshot. */
  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    handlers: StreamHandlers<StreamSnapshot<N>, StreamItem<N>>,
  ): () => void
}

export function createWindowClient(transport: Transport<WindowFrame, HostFrame>): WindowClient {
  let nextId = 1
  let gone = false
  const calls = new Map<number, PendingCall>()
  const streams = new Map<number, StreamReader>()
  const claimId = (): number => nextId++

  const settle = (id: number): PendingCall | undefined => {
    const pending = calls.get(id)
    calls.delete(id)
    return pending
  }

  transport.onMessage((frame) => {
    switch (frame.t) {
      case 'result': {
        const pending = settle(frame.id)
        if (!pending) return
        const { body } = pending
        const whole = body ? body.end(frame.bytes ?? 0) : frame.bytes === undefined
        if (whole) pending.resolve({ output: frame.output, body: body?.bytes ?? new Uint8Array() })
        else pending.reject(disconnected())
        return
      }
      case 'body': {
        const pending = calls.get(frame.id)
        if (pending) pending.body = new BodyCollector(frame.length, pending.sink)
        return
      }
      case 'bytes': {
        const pending = calls.get(frame.id)
        if (!pending) return
        if (pending.body?.add(frame)) transport.send({ t: 'credit', id: frame.id, credit: 1 })
        else {
          transport.send({ t: 'cancel', id: frame.id })
          settle(frame.id)?.reject(disconnected())
        }
        return
      }
      case 'error':
        settle(frame.id)?.reject(new RpcError(frame.error))
        return
      case 'items':
        streams.get(frame.id)?.receive(frame)
        return
      case 'close':
        streams.get(frame.id)?.closedByHost(frame.error && new RpcError(frame.error))
    }
  })

  transport.onClose(() => {
    gone = true
    for (const id of [...calls.keys()]) settle(id)?.reject(disconnected())
    for (const reader of [...streams.values()]) reader.closedByHost(disconnected())
    streams.clear()
  })

  const send = (
    name: CallName,
    input: unknown,
    signal?: AbortSignal,
    sink?: BodySink,
  ): Promise<{ output: unknown; body: Uint8Array }> => {
    if (gone) return Promise.reject(disconnected())
    if (signal?.aborted) return Promise.reject(cancelled())
    return new Promise((resolve, reject) => {
      const id = claimId()
      const onAbort = (): void => {
        transport.send({ t: 'cancel', id })
        settle(id)?.reject(cancelled())
      }
      const release = (): void => signal?.removeEventListener('abort', onAbort)
      calls.set(id, {
        resolve: (value) => {
          release()
          resolve(value)
        },
        reject: (error) => {
          release()
          reject(error)
        },
        body: undefined,
        sink,
      })
      signal?.addEventListener('abort', onAbort, { once: true })
      transport.send({ t: 'call', id, name, input })
    })
  }

  return {
    async call(name, input, signal) {
      const { output } = await send(name, input, signal)
      return output as CallOutput<typeof name>
    },
    async callBytes(name, input, signal, sink) {
      const { output, body } = await send(name, input, signal, sink)
      return { output: output as CallOutput<typeof name>, body }
    },
    open(name, params, handlers) {
      if (gone) {
        handlers.closed(disconnected())
        return () => undefined
      }
      return openStream({
        transport,
        streams,
        claimId,
        name,
        params,
        credit: BATCH_CREDIT,
        handlers: handlers as StreamHandlers<unknown, unknown>,
      })
    },
  }
}
