import { createMessageRateLimit } from '../host/rpc/message-rate-limit.ts'
import { encodeFrame } from '../shared/rpc/frame-encoding.ts'
import type { HostFrame, WindowFrame } from '../shared/rpc/frames.ts'
import type { IpcToHost, IpcToWindow } from '../shared/rpc/host-bridge.ts'
import { parseWindowMessage } from '../shared/rpc/parse-window-frame.ts'
import { type Transport, TransportReceiver } from '../shared/rpc/transport.ts'
import { APP_ORIGIN, isOwnAddress } from './app-page.ts'

/** Maximum length of a message from a window, in characters: an escaped request body of one megabyte, plus a margin. */
const MAX_MESSAGE = 8 * 1024 * 1024

/** The sender of an ipc event, as Electron describes it. */
export interface IpcSenderEvent {
  readonly sender: unknown
  /** Null after the frame navigated away or was destroyed. */
  readonly senderFrame: {
    readonly parent: unknown
    readonly origin: string
    readonly url: string
  } | null
}

type SenderRefusal = 'other-window' | 'frame-gone' | 'subframe' | 'foreign-origin'

/** The methods of Electron's `ipcMain` that are used. */
interface IpcMainEnd {
  on(channel: IpcToHost, listener: (event: IpcSenderEvent, ...args: unknown[]) => void): unknown
  off(channel: IpcToHost, listener: (event: IpcSenderEvent, ...args: unknown[]) => void): unknown
}

/** The methods of a window's contents that are used. */
interface UsedWebContents {
  send(channel: IpcToWindow, ...args: unknown[]): void
  isDestroyed(): boolean
  isCrashed(): boolean
}

export interface IpcServerOptions {
  readonly ipc: IpcMainEnd
  readonly page: UsedWebContents
  readonly now: () => number
  /** Called for every connection that a page opens. */
  readonly onConnection: (transport: Transport<HostFrame, WindowFrame>) => void
  /** Called once for each kind of refused message. */
  readonly onRefused: (reason: SenderRefusal | 'rate-limit') => void
}

export interface IpcServer {
  /** Ends the connection of a page that was closed or replaced. The next page opens a new one. */
  drop(reason: string): void
  close(): void
}

interface Connection {
  readonly name: string
  readonly transport: Transport<HostFrame, WindowFrame>
  /** Handles a message. An invalid message ends only this connection. */
  receive(message: unknown): void
  end(reason: string): void
}

const CONNECTION_NAME = /^[\w-]{1,64}$/

/** Carries frames between one window and the host. Accepts only messages from the main frame of the console's page. */
export function createIpcServer(options: IpcServerOptions): IpcServer {
  const { ipc, page } = options
  const isWithinLimit = createMessageRateLimit(options.now)
  const reported = new Set<string>()
  let current: Connection | undefined

  const send = (channel: IpcToWindow, ...args: unknown[]): void => {
    if (!page.isDestroyed() && !page.isCrashed()) page.send(channel, ...args)
  }
  const refuse = (reason: SenderRefusal | 'rate-limit'): false => {
    if (!reported.has(reason)) options.onRefused(reason)
    reported.add(reason)
    return false
  }
  const drop = (reason: string): void => current?.end(reason)
  const accepts = (event: IpcSenderEvent, message?: unknown): boolean => {
    const reason = refuseSender(event, page)
    if (reason) return refuse(reason)
    if (isWithinLimit(typeof message === 'string' ? message.length : 0)) return true
    drop('The window sent more than the console accepts.')
    return refuse('rate-limit')
  }
  const openConnection = (name: string): Connection => {
    const end = new TransportReceiver<WindowFrame>()
    end.onClose((reason) => {
      if (current === connection) current = undefined
      send('ibkr-console:closed', name, reason)
    })
    const connection: Connection = {
      name,
      end: (reason) => end.close(reason),
      receive(message) {
        if (end.isClosed) return
        // A message must be a string, so that its size is known before it is parsed.
        const isSmall = typeof message === 'string' && message.length <= MAX_MESSAGE
        const frame = isSmall ? parseWindowMessage(message) : undefined
        if (frame) end.listener?.(frame)
        else end.close('The window sent an invalid message.')
      },
      transport: {
        send(frame) {
          if (!end.isClosed) send('ibkr-console:frame', name, encodeFrame(frame))
        },
        onMessage: end.onMessage,
        onClose: end.onClose,
        close: () => end.close('The console stops.'),
      },
    }
    return connection
  }

  const onOpen = (event: IpcSenderEvent, name: unknown): void => {
    if (typeof name !== 'string' || !CONNECTION_NAME.test(name)) return
    if (!accepts(event)) {
      // A reply is needed, because a valid window would wait forever. A forged sender gets none.
      if (refuseSender(event, page) === undefined) send('ibkr-console:closed', name, 'The console is busy.')
      return
    }
    drop('The page was reloaded.')
    current = openConnection(name)
    options.onConnection(current.transport)
  }
  const onFrame = (event: IpcSenderEvent, name: unknown, message: unknown): void => {
    if (accepts(event, message) && current?.name === name) current?.receive(message)
  }
  const onClose = (event: IpcSenderEvent, name: unknown): void => {
    if (accepts(event) && current?.name === name) drop('The window closed the connection.')
  }

  ipc.on('ibkr-console:open', onOpen)
  ipc.on('ibkr-console:frame', onFrame)
  ipc.on('ibkr-console:close', onClose)
  return {
    drop,
    close() {
      ipc.off('ibkr-console:open', onOpen)
      ipc.off('ibkr-console:frame', onFrame)
      ipc.off('ibkr-console:close', onClose)
      drop('The console stops.')
    },
  }
}

/** Returns why a message is refused; undefined if it comes from the main frame of the console's page. */
function refuseSender(event: IpcSenderEvent, contents: unknown): SenderRefusal | undefined {
  if (event.sender !== contents) return 'other-window'
  const frame = readFrame(event)
  if (!frame) return 'frame-gone'
  if (frame.isInner) return 'subframe'
  return frame.origin === APP_ORIGIN && isOwnAddress(frame.url) ? undefined : 'foreign-origin'
}

/**
 * Returns the frame that sent a message. Reading a frame that is being destroyed may throw, which must not end the
 * program.
 */
function readFrame({ senderFrame }: IpcSenderEvent) {
  try {
    return senderFrame && { isInner: senderFrame.parent !== null, origin: senderFrame.origin, url: senderFrame.url }
  } catch {
    return undefined
  }
}
