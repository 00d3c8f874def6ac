import type { ConnectionStep } from '../../shared/domain/connection.ts'
import { textOf } from '../../shared/domain/read-value.ts'
import type { SocketState } from '../../shared/domain/session.ts'

/** One frame from the server. */
export interface SocketFrame {
  /** ms since epoch */
  readonly at: number
  /** The text as received; a binary frame is read as UTF-8. */
  readonly text: string
  /** The parsed JSON; undefined if the text is not JSON. */
  readonly value: unknown
  /** `topic` of the JSON; empty if it has none. */
  readonly topic: string
  /** `error` of the JSON, with which IBKR refuses a text; undefined if it has none. */
  readonly error: string | undefined
  /** Whether the frame was binary; IBKR sends JSON in both kinds. */
  readonly binary: boolean
}

/**
 * One text that was sent on the socket by any part of the client. The text `{"session":…}` is one of them and is
 * secret.
 */
export interface SentText {
  /** ms since epoch */
  readonly at: number
  /** The text as sent. */
  readonly text: string
}

/** A period without frames; changes in it must be read over REST. Times are ms since epoch. */
export interface SocketGap {
  /** When the last frame before the lost connection was received. */
  readonly from: number
  /** When the subscriptions were sent again. */
  readonly to: number
}

/** Totals of a supervised socket. */
export interface SocketCounts {
  /** Number of frames received. */
  readonly frames: number
  /** Number of frames that are not JSON; only `onFrame` receives them. */
  readonly notJson: number
  /** Number of texts that were not sent because the server did not read: `sendFrame` threw. */
  readonly textsRefused: number
}

/** The events of a supervised socket. */
export interface SocketEvents {
  readonly state: SocketState
  readonly frame: SocketFrame
  readonly sent: SentText
  readonly step: ConnectionStep
  /** A connection with subscriptions was lost; argument: time of its last frame, in ms since epoch. */
  readonly down: number
  readonly gap: SocketGap
}

/** Parses a message of `ws`. IBKR sends JSON in binary frames too; invalid UTF-8 becomes replacement characters. Pure. */
export function readFrame(data: Buffer | ArrayBuffer | Buffer[] | string, binary: boolean, at: number): SocketFrame {
  const text = String(data)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // One malformed frame is no reason to close the connection.
  }
  const { topic, error } = (value ?? {}) as { readonly topic?: unknown; readonly error?: unknown }
  return {
    at,
    text,
    value,
    topic: typeof topic === 'string' ? topic : '',
    error: error === undefined ? undefined : textOf(error),
    binary,
  }
}
