import type { HostFrame, WindowFrame } from './frames.ts'
import type { RpcError } from './rpc-error.ts'
import type { Transport } from './transport.ts'

export interface StreamHandlers<S, T> {
  /** Replaces everything received before. */
  snapshot(value: S): void
  /** A batch of changes; `merged` of them never arrived because newer ones of the same key took their place. */
  items(batch: readonly T[], merged: number): void
  /** The host ended the stream, or the connection is gone. Not called after the window's own close. */
  closed(error: RpcError | undefined): void
}

export interface StreamReader {
  receive(frame: Extract<HostFrame, { t: 'items' }>): void
  closedByHost(error: RpcError | undefined): void
}

interface OpenRequest {
  readonly transport: Transport<WindowFrame, HostFrame>
  readonly streams: Map<number, StreamReader>
  readonly claimId: () => number
  readonly name: string
  readonly params: unknown
  readonly credit: number
  readonly handlers: StreamHandlers<unknown, unknown>
}

/** Reads one stream; a hole in its numbers closes it and opens it anew, which brings a fresh snapshot. */
export function openStream(request: OpenRequest): () => void {
  const { transport, streams, handlers } = request
  let id = 0
  let expected = 0
  let ended = false

  const begin = (): void => {
    id = request.claimId()
    expected = 0
    streams.set(id, reader)
    transport.send({ t: 'open', id, name: request.name, params: request.params, credit: request.credit })
  }
  const drop = (): void => {
    streams.delete(id)
    transport.send({ t: 'close', id })
  }
  const reader: StreamReader = {
    receive(frame) {
      if (frame.seq !== expected) {
        drop()
        begin()
        return
      }
      expected += 1
      if ('snapshot' in frame) handlers.snapshot(frame.snapshot)
      if (frame.items.length > 0 || frame.merged > 0) handlers.items(frame.items, frame.merged)
      // Granted after the handlers ran: a window that is busy grants late and gets merged batches.
      if (!ended) transport.send({ t: 'credit', id, credit: 1 })
    },
    closedByHost(error) {
      if (ended) return
      ended = true
      streams.delete(id)
      handlers.closed(error)
    },
  }
  begin()
  return () => {
    if (ended) return
    ended = true
    drop()
  }
}
