import type {
  BytesCallName,
  CallInput,
  CallName,
  CallOutput,
  StreamItem,
  StreamName,
  StreamParams,
  StreamSnapshot,
} from '../contract/inferred-types.ts'
import { BATCH_CREDIT, type HostFrame, type WindowFrame } from './frames.ts'
import { createCancelledError, createDisconnectedError, RpcError } from './rpc-error.ts'
import type { Transport } from './transport.ts'

/** The window's side of one connection. After `onClose` of its transport, every call and stream has ended. */
export interface WindowClient {
  call<N extends Exclude<CallName, BytesCallName>>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
  ): Promise<CallOutput<N>>
  /**
   * Makes a call with a binary body. With a sink, the body is passed to the sink as it arrives, and `body` stays empty:
   * the window never stores a large body completely.
   */
  callBytes<N extends BytesCallName>(
    name: N,
    input: CallInput<N>,
    signal?: AbortSignal,
    sink?: BodyReceiver,
  ): Promise<BytesResult<N>>
  /**
   * Opens a stream. Returns a function that closes it; calling that function again has no effect. A lost batch is
   * detected by its number, and a new snapshot follows.
   */
  open<N extends StreamName>(
    name: N,
    params: StreamParams<N>,
    handlers: StreamHandlers<StreamSnapshot<N>, StreamItem<N>>,
  ): () => void
}

interface BytesResult<N extends BytesCallName> {
  readonly output: CallOutput<N>
  readonly body: Uint8Array
}

/** Receives a body while it arrives: `begin` once, unless it is empty, then its bytes in order, then `end`. */
export interface BodyReceiver {
  /** Starts a body. `length`: size of the whole body, if known. */
  begin(length: number | undefined): void
  /** Receives bytes, which belong to the sink afterwards. */
  take(data: Uint8Array): void
  end(): void
}

interface StreamHandlers<S, T> {
  /** Receives a value that replaces everything received before. */
  snapshot(value: S): void
  /** Receives a batch of changes. `merged` items were not sent, because newer items with the same key replaced them. */
  items(batch: readonly T[], merged: number): void
  /**
   * Called when the host ended the stream, or the connection was lost. Not called after the window itself closed the
   * stream.
   */
  closed(error: RpcError | undefined): void
}

interface PendingCall {
  readonly resolve: (result: { output: unknown; body: Uint8Array }) => void
  readonly reject: (error: RpcError) => void
  /** Stops listening to the signal. */
  readonly release: () => void
  readonly sink: BodyReceiver | WholeBody
  /** Number of chunks received; undefined before the body begins. */
  chunks: number | undefined
  bytes: number
}

interface OpenStream {
  readonly handlers: StreamHandlers<unknown, unknown>
  /** Opens the stream again with a new id. */
  readonly reopen: () => void
  nextSeq: number
}

/** Joins the chunks of a body that has no sink. */
class WholeBody implements BodyReceiver {
  readonly #chunks: Uint8Array[] = []
  bytes = new Uint8Array()

  begin(): void {}

  take(data: Uint8Array): void {
    this.#chunks.push(data)
  }

  end(): void {
    this.bytes = new Uint8Array(this.#chunks.reduce((sum, { byteLength }) => sum + byteLength, 0))
    let offset = 0
    for (const chunk of this.#chunks) {
      this.bytes.set(chunk, offset)
      offset += chunk.byteLength
    }
  }
}

export function createWindowClient(transport: Transport<WindowFrame, HostFrame>): WindowClient {
  let lastId = 0
  let isClosed = false
  const calls = new Map<number, PendingCall>()
  const streams = new Map<number, OpenStream>()

  const settle = (id: number): PendingCall | undefined => {
    const pending = calls.get(id)
    pending?.release()
    calls.delete(id)
    return pending
  }

  transport.onMessage((frame) => {
    const { id } = frame
    switch (frame.t) {
      case 'result': {
        const pending = settle(id)
        if (!pending) return
        const { sink, bytes, chunks } = pending
        if (bytes !== (frame.bytes ?? 0)) {
          pending.reject(createDisconnectedError())
          return
        }
        if (chunks !== undefined) sink.end()
        pending.resolve({ output: frame.output, body: sink instanceof WholeBody ? sink.bytes : new Uint8Array() })
        return
      }
      case 'body': {
        const pending = calls.get(id)
        if (!pending) return
        pending.chunks = 0
        pending.sink.begin(frame.length)
        return
      }
      case 'bytes': {
        const pending = calls.get(id)
        if (!pending) return
        if (frame.seq !== pending.chunks) {
          transport.send({ t: 'cancel', id })
          settle(id)?.reject(createDisconnectedError())
          return
        }
        pending.chunks += 1
        pending.bytes += frame.data.byteLength
        pending.sink.take(frame.data)
        transport.send({ t: 'credit', id, credit: 1 })
        return
      }
      case 'error':
        settle(id)?.reject(new RpcError(frame.error))
        return
      case 'items': {
        const stream = streams.get(id)
        if (!stream) return
        if (frame.seq !== stream.nextSeq) {
          stream.reopen()
          return
        }
        stream.nextSeq += 1
        if ('snapshot' in frame) stream.handlers.snapshot(frame.snapshot)
        if (frame.items.length > 0 || frame.merged > 0) stream.handlers.items(frame.items, frame.merged)
        // Credit is sent after the handlers have run, so that a busy window sends it late and receives merged batches.
        if (streams.has(id)) transport.send({ t: 'credit', id, credit: 1 })
        return
      }
      case 'close': {
        const stream = streams.get(id)
        streams.delete(id)
        stream?.handlers.closed(frame.error && new RpcError(frame.error))
      }
    }
  })

  transport.onClose(() => {
    isClosed = true
    for (const id of [...calls.keys()]) settle(id)?.reject(createDisconnectedError())
    const open = [...streams.values()]
    streams.clear()
    for (const { handlers } of open) handlers.closed(createDisconnectedError())
  })

  const request = (
    name: CallName,
    input: unknown,
    signal?: AbortSignal,
    sink: PendingCall['sink'] = new WholeBody(),
  ): Promise<{ output: unknown; body: Uint8Array }> => {
    if (isClosed) return Promise.reject(createDisconnectedError())
    if (signal?.aborted) return Promise.reject(createCancelledError())
    return new Promise((resolve, reject) => {
      lastId += 1
      const id = lastId
      const onAbort = (): void => {
        transport.send({ t: 'cancel', id })
        settle(id)?.reject(createCancelledError())
      }
      const release = (): void => signal?.removeEventListener('abort', onAbort)
      signal?.addEventListener('abort', onAbort, { once: true })
      calls.set(id, { resolve, reject, release, sink, chunks: undefined, bytes: 0 })
      transport.send({ t: 'call', id, name, input })
    })
  }

  return {
    async call(name, input, signal) {
      const { output } = await request(name, input, signal)
      return output as CallOutput<typeof name>
    },
    callBytes: request as WindowClient['callBytes'],
    open(name, params, handlers) {
      if (isClosed) {
        handlers.closed(createDisconnectedError())
        return () => undefined
      }
      let id = 0
      const begin = (): void => {
        lastId += 1
        id = lastId
        streams.set(id, stream)
        transport.send({ t: 'open', id, name, params, credit: BATCH_CREDIT })
      }
      const end = (): void => {
        if (streams.delete(id)) transport.send({ t: 'close', id })
      }
      const stream: OpenStream = {
        handlers: handlers as StreamHandlers<unknown, unknown>,
        nextSeq: 0,
        reopen() {
          end()
          stream.nextSeq = 0
          begin()
        },
      }
      begin()
      return end
    },
  }
}
