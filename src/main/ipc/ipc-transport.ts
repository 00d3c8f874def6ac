import type { HostFrame, WindowFrame } from '../../shared/rpc/frames.ts'
import { parseWindowMessage } from '../../shared/rpc/parse-window-frame.ts'
import { type Transport, TransportEnd } from '../../shared/rpc/transport.ts'
import { encodeFrame } from '../../shared/rpc/wire.ts'

/** Longest message that a window may send, in characters: a request body of a megabyte, escaped, with room. */
const MAX_MESSAGE = 8 * 1024 * 1024

export interface IpcConnection {
  readonly transport: Transport<HostFrame, WindowFrame>
  /** Takes one message of the window. What is not a frame ends this connection and nothing else. */
  receive(message: unknown): void
  /** Ends it from outside. */
  end(reason: string): void
}

export interface IpcConnectionOptions {
  readonly send: (message: string | Uint8Array) => void
  /** Called once, with why it ended. */
  readonly onEnd: (reason: string) => void
}

/** The host's end of one connection with a desktop window. */
export function openIpcConnection({ send, onEnd }: IpcConnectionOptions): IpcConnection {
  const end = new TransportEnd<WindowFrame>()
  end.onClose(onEnd)
  return {
    end: (reason) => end.close(reason),
    receive(message) {
      if (end.isClosed) return
      const frame = parse(message)
      if (frame) end.listener?.(frame)
      else end.close('The window sent what is no frame of the console.')
    },
    transport: {
      send(frame) {
        if (!end.isClosed) send(encodeFrame(frame))
      },
      onMessage: end.onMessage,
      onClose: end.onClose,
      close: () => end.close('The console stops.'),
    },
  }
}

function parse(message: unknown): WindowFrame | undefined {
  // Text, so that its size is known before anything is built from it.
  if (typeof message !== 'string' || message.length > MAX_MESSAGE) return undefined
  return parseWindowMessage(message)
}
