import type { ProfitRow } from '../domain/profit.ts'

/** The kinds of lines in the stream console: the five values of `debug` in `ibkr-client`. */
export const FRAME_KINDS = ['receive', 'send', 'error', 'open', 'close'] as const
/** `error`: a refusal, or a frame that is not JSON. `open`, `close`: the connection itself. */
export type FrameKind = (typeof FRAME_KINDS)[number]

/** One line of the stream console. Ids of sessions are `•••` in it. */
export interface FrameRow {
  /** Counts up from 1 in this run of the console. */
  readonly number: number
  /** When it was received or sent, ms since epoch. */
  readonly at: number
  readonly kind: FrameKind
  /** As IBKR names it, `smd+265598`; empty where a frame names none. */
  readonly topic: string
  /** The beginning of the text. */
  readonly preview: string
  /** Characters of the whole text. */
  readonly characters: number
  readonly binary: boolean
}

/** One line with its whole text, secrets masked. */
export interface FrameView extends FrameRow {
  readonly text: string
  /** Longer than the limit of one line: `text` is its start. */
  readonly cut: boolean
}

/** A part of the list, newest first. */
export interface FramePage {
  /** All matching stored lines. */
  readonly total: number
  /** The newest line at the time of reading. Later pages name it, so that rows do not shift. */
  readonly newest: number
  readonly rows: readonly FrameRow[]
}

/** A subscription of the console: sent again after every reconnect; market data is renewed before IBKR ends it. */
export interface SubscriptionView {
  readonly id: string
  /** As it is sent. */
  readonly text: string
  /** ms since epoch */
  readonly since: number
  /** Frames of its topic since then. */
  readonly frames: number
  /** Arrival of the last one, ms since epoch. */
  readonly lastAt?: number
  /** IBKR's text, if the last frame was a refusal. */
  readonly refusal?: string
}

/** Summary of the stream console; updated at most ten times per second. */
export interface StreamView {
  /** The newest line; 0 for none. */
  readonly newest: number
  /** Stored lines. */
  readonly stored: number
  /** Lines dropped for newer ones. */
  readonly dropped: number
  /** Topics of the stored lines, without targets (`smd`), with the number of lines. */
  readonly topics: readonly (readonly [topic: string, lines: number])[]
  readonly subscriptions: readonly SubscriptionView[]
}

/** A row of the depth ladder; prices and sizes as IBKR writes them. */
export interface LadderRow {
  readonly row: number
  readonly price?: string
  /** Size that is wanted at this price. */
  readonly bid?: string
  /** Size that is offered at this price. */
  readonly ask?: string
  /** The last trade had this price; `lastSize` where IBKR sends it. */
  readonly isLast: boolean
  readonly lastSize?: string
}

/** A bar of history. */
export interface HistoryBar {
  /** Its beginning, ms since epoch. */
  readonly time: number
  readonly open?: number
  readonly high?: number
  readonly low?: number
  readonly close?: number
}

interface LiveTopic {
  /** Of the subscription. */
  readonly id: string
  /** Arrival of the newest change, ms since epoch; 0 before the first. */
  readonly at: number
  /** Since when it may be out of date, because the socket was lost: ms since epoch. */
  readonly staleSince?: number
}

/** The current values of a subscription: its deltas merged. */
export type LiveValues =
  | (LiveTopic & {
      readonly kind: 'quote'
      /** As subscribed: a conid, perhaps with `@EXCHANGE`. */
      readonly contract: string
      /** By the client's name of the field, else by its number; as IBKR writes the values. */
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
      /** The newest first, at most 20. */
      readonly bars: readonly HistoryBar[]
      /** Bars received. */
      readonly total: number
    })
  | (LiveTopic & { readonly kind: 'profit'; readonly rows: readonly ProfitRow[] })
  /** Account summary and ledger: amounts by IBKR's key. */
  | (LiveTopic & { readonly kind: 'figures'; readonly values: Readonly<Record<string, string>> })
  /** It was ended. */
  | { readonly kind: 'gone'; readonly id: string }
