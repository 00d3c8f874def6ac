import type { ConnectionStep } from '../../shared/domain/connection-step.ts'
import { textOf } from '../../shared/domain/read-value.ts'
import type { SocketState } from '../../shared/domain/session.ts'

/** One frame from the server. */
export interface SocketFrame {
  /** Time of the frame's arrival in ms since epoch. */
  readonly at: number
  /** The received text; a binary frame is decoded as UTF-8. */
  readonly text: string
  /** The parsed JSON; undefined if the text is not JSON. */
  readonly value: unknown
  /** `topic` of the JSON; empty if the JSON has none. */
  readonly topic: string
  /** `error` of the JSON, with which IBKR refuses a message; undefined if the JSON has none. */
  readonly error: string | undefined
  /** Whether the frame was binary; IBKR sends JSON in both kinds. */
  readonly binary: boolean
}

/** A message that any part of the client sent on the socket. It may be `{"session":…}`, which is secret. */
export interface SentText {
  /** Time when the text was sent, in ms since epoch. */
  readonly at: number
  /** The message as sent. */
  readonly text: string
}

/** A period without frames. Changes during the period must be read over REST. Times are ms since epoch. */
export interface SocketGap {
  /** Time of the last frame received before the connection was lost. */
  readonly from: number
  /** Time when the subscriptions were sent again. */
  readonly to: number
}

/** Totals of a supervised socket. */
export interface SocketCounts {
  /** Number of frames received. */
  readonly frames: number
  /** Number of frames that are not JSON; only `onFrame` receives them. */
  readonly notJson: number
  /** Number of messages that were not sent because the server did not read, so that `sendFrame` threw. */
  readonly textsRefused: number
}

/** The events of a supervised socket. */
export interface SocketEvents {
  readonly state: SocketState
  readonly frame: SocketFrame
  /** A frame with which IBKR refuses a message. */
  readonly refused: SocketFrame
  readonly sent: SentText
  readonly step: ConnectionStep
  /** A connection with subscriptions was lost. The value is the time of its last frame, in ms since epoch. */
  readonly down: number
  readonly gap: SocketGap
}

/**
 * Parses a message of `ws`. IBKR also sends JSON in binary frames; invalid UTF-8 becomes replacement characters. Pure.
 */
export function readFrame(data: Buffer | ArrayBuffer | Buffer[] | string, binary: boolean, at: number): SocketFrame {
  const text = String(data)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // A malformed frame does not close the connection.
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
