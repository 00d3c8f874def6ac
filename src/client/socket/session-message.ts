import { rowOf } from '../../shared/domain/read-value.ts'
import type { SocketFrame } from './socket-events.ts'

/**
 * The parts of IBKR's session message received since the socket opened. IBKR drops messages that it receives before the
 * session message was sent.
 */
export interface ReceivedSessionMessage {
  /** Whether `{"topic":"system","success":"<user>"}` was received. */
  readonly system: boolean
  /** The newest `authenticated` of an `sts` frame; undefined before the first such frame. */
  readonly authenticated: boolean | undefined
  /** Whether `{"message":"waiting for session"}` was received: the cookie was missing or not accepted. */
  readonly wantsSession: boolean
}

export const emptySessionMessage: ReceivedSessionMessage = {
  system: false,
  authenticated: undefined,
  wantsSession: false,
}

/** Applies one frame. Pure; returns the same object if the frame is not part of the session message. */
export function applySessionFrame(
  message: ReceivedSessionMessage,
  { topic, value }: SocketFrame,
): ReceivedSessionMessage {
  const row = rowOf(value)
  if (topic === 'system')
    return !message.system && row?.['success'] !== undefined ? { ...message, system: true } : message
  if (topic === 'sts') {
    // IBKR sends `sts` completely or one key per frame.
    const authenticated = rowOf(row?.['args'])?.['authenticated']
    return typeof authenticated === 'boolean' && authenticated !== message.authenticated
      ? { ...message, authenticated }
      : message
  }
  return row?.['message'] === 'waiting for session' ? { ...message, wantsSession: true } : message
}

/** Reports whether subscriptions may be sent. IBKR drops them while `authenticated` is false. */
export function isSessionMessageComplete({ system, authenticated }: ReceivedSessionMessage): boolean {
  return system && authenticated === true
}
