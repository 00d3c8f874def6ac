import type { ProfitRow } from '../domain/profit.ts'

/** The kinds of lines in the stream console: the five values of `debug` in `ibkr-client`. */
export const FRAME_KINDS = ['receive', 'send', 'error', 'open', 'close'] as const
/**
 * The kind of a line. `error`: a refusal, or a frame that is not JSON. `open`, `close`: events of the connection
 * itself.
 */
export type FrameKind = (typeof FRAME_KINDS)[number]

/** One line of the stream console. Session ids in the line are masked as `•••`. */
export interface FrameRow {
  /** Number of the line within one run of the console, starting at 1. */
  readonly number: number
  /** Time of receiving or sending in ms since epoch. */
  readonly at: number
  readonly kind: FrameKind
  /** The topic with its targets, for example `smd+265598`; empty if the frame has none. */
  readonly topic: string
  /** The first characters of the text. */
  readonly preview: string
  /** Length of the whole text, in characters. */
  readonly characters: number
  readonly binary: boolean
}

/** One line with its whole text; secrets are masked. */
export interface FrameView extends FrameRow {
  readonly text: string
  /** Whether the line exceeded the maximum length, so that `text` contains only its first part. */
  readonly cut: boolean
}

/** One page of the lines, newest first. */
export interface FramePage {
  /** Number of matching stored lines. */
  readonly total: number
  /**
   * Number of the newest line when the first page was read. It is passed for later pages, so that rows do not shift.
   */
  readonly newest: number
  readonly rows: readonly FrameRow[]
}

/**
 * A subscription in the stream console. It is sent again after every reconnect. Market data is renewed before IBKR ends
 * it.
 */
export interface SubscriptionView {
  readonly id: string
  /** The subscription text that is sent. */
  readonly text: string
  /** Start of the subscription in ms since epoch. */
  readonly since: number
  /** Number of frames received for this subscription. */
  readonly frames: number
  /** Time of the last frame in ms since epoch. */
  readonly lastAt?: number
  /** IBKR's error text, if the last frame was a refusal. */
  readonly refusal?: string
}

/** Summary of the stream console, updated at most ten times per second. */
export interface StreamView {
  /** Number of the newest line; 0 if there is none. */
  readonly newest: number
  /** Number of stored lines. */
  readonly stored: number
  /** Number of lines that were dropped for newer ones. */
  readonly dropped: number
  /** Topics of the stored lines, without targets (`smd`), with the number of lines. */
  readonly topics: readonly (readonly [topic: string, lines: number])[]
  readonly subscriptions: readonly SubscriptionView[]
}

/** One price level of the market depth. Prices and sizes are strings as IBKR sends them. */
export interface LadderRow {
  readonly row: number
  readonly price?: string
  /** Size that buyers bid at this price. */
  readonly bid?: string
  /** Size that sellers ask at this price. */
  readonly ask?: string
  /** Whether the last trade had this price. `lastSize` is present if IBKR sends it. */
  readonly isLast: boolean
  readonly lastSize?: string
}

/** One bar of market data history. */
export interface HistoryBar {
  /** Start of the bar, in ms since epoch. */
  readonly time: number
  readonly open?: number
  readonly high?: number
  readonly low?: number
  readonly close?: number
}

interface LiveTopic {
  /** Id of the subscription. */
  readonly id: string
  /** Time of the newest change in ms since epoch; 0 before the first change. */
  readonly at: number
  /** Time when the connection was lost, in ms since epoch; since then the values may be outdated. */
  readonly staleSince?: number
}

/** The current values of a subscription, with all updates merged. */
export type LiveValues =
  | (LiveTopic & {
      readonly kind: 'quote'
      /** The subscribed contract: a conid, optionally with `@EXCHANGE`. */
      readonly contract: string
      /**
       * Values as IBKR sends them, by the client's name of the field, or by IBKR's number for a field without a name.
       */
      readonly values: Readonly<Record<string, string>>
    })
  | (LiveTopic & {
      readonly kind: 'depth'
      readonly account: string
      readonly conid: number
      readonly rows: readonly LadderRow[]
    })
  | (LiveTopic & {
      readonly kind: 'history'
      /** The newest bars, at most 20, newest first. */
      readonly bars: readonly HistoryBar[]
      /** Number of bars received. */
      readonly total: number
    })
  | (LiveTopic & { readonly kind: 'profit'; readonly rows: readonly ProfitRow[] })
  /** Account summary and ledger: amounts by IBKR's key. */
  | (LiveTopic & { readonly kind: 'figures'; readonly values: Readonly<Record<string, string>> })
  /** The subscription was ended. */
  | { readonly kind: 'gone'; readonly id: string }
