import { APP_ORIGIN, isOwnAddress } from '../app-origin.ts'

/** The part of an ipc event that tells who sent it. */
export interface IpcSenderEvent {
  readonly sender: unknown
  /** Null once the frame navigated away or was destroyed. */
  readonly senderFrame: {
    readonly parent: unknown
    readonly origin: string
    readonly url: string
  } | null
}

export type SenderRefusal = 'other-window' | 'frame-gone' | 'subframe' | 'foreign-origin'

/** The reason against a message, or undefined when the main frame of our own page sent it. */
export function refuseSender(event: IpcSenderEvent, contents: unknown): SenderRefusal | undefined {
  if (event.sender !== contents) return 'other-window'
  const frame = readFrame(event)
  if (!frame) return 'frame-gone'
  if (frame.isInner) return 'subframe'
  return frame.origin === APP_ORIGIN && isOwnAddress(frame.url) ? undefined : 'foreign-origin'
}

/** A frame that goes away at this moment may throw when it is looked at; that must not end the program. */
function readFrame({ senderFrame }: IpcSenderEvent) {
  try {
    return senderFrame && { isInner: senderFrame.parent !== null, origin: senderFrame.origin, url: senderFrame.url }
  } catch {
    return undefined
  }
}
