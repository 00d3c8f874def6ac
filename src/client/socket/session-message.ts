import { rowOf } from '../../shared/domain/read-value.ts'
import type { SocketFrame } from './socket-events.ts'

/**
 * The part of IBKR's session message that was received since the socket opened. IBKR drops texts that it receives
 * before.
 */
export interface SessionMessage {
  /** `{"topic":"system","success":"<user>"}` */
  readonly system: boolean
  /** The newest `authenticated` of an `sts` frame; undefined before the first. */
  readonly authenticated: boolean | undefined
  /** `{"message":"waiting for session"}`: the cookie was missing or not accepted. */
  readonly wantsSession: boolean
}

export const noSessionMessage: SessionMessage = { system: false, authenticated: undefined, wantsSession: false }

/** Applies one frame. Pure; returns the same object if the frame is not part of the session message. */
export function applySessionFrame(message: SessionMessage, { topic, value }: SocketFrame): SessionMessage {
  const row = rowOf(value)
  if (topic === 'system')
    return !message.system && row?.['success'] !== undefined ? { ...message, system: true } : message
  if (topic === 'sts') {
    // `sts` is sent completely or key by key.
    const authenticated = rowOf(row?.['args'])?.['authenticated']
    return typeof authenticated === 'boolean' && authenticated !== message.authenticated
      ? { ...message, authenticated }
      : message
  }
  return row?.['message'] === 'waiting for session' ? { ...message, wantsSession: true } : message
}

/** Whether subscriptions may be sent. While `authenticated: false`, IBKR drops them. */
export function isComplete({ system, authenticated }: SessionMessage): boolean {
  return system && authenticated === true
}
