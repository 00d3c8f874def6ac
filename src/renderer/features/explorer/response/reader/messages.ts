import type { TableSort } from './sort-table.ts'
import type { Table, TableSource } from './table-model.ts'
import type { TreeLine } from './tree-line.ts'

/* What goes to and fro between the page and the worker that reads one response. */

export type ToReader =
  /** `length`: how long it is going to be, where that is known. */
  | { readonly t: 'begin'; readonly length: number | undefined }
  /** The bytes belong to the worker from then on. */
  | { readonly t: 'bytes'; readonly data: Uint8Array }
  | { readonly t: 'end' }
  | { readonly t: 'ask'; readonly id: number; readonly question: Question }
  | { readonly t: 'cancel'; readonly id: number }

export type FromReader =
  | { readonly t: 'read'; readonly summary: ResponseSummary }
  | { readonly t: 'progress'; readonly id: number; readonly count: number }
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly t: 'refused'; readonly id: number; readonly reason: Refusal }

/** `too-large`: for the clipboard. `cancelled`: given up, by the page or by a newer question of its kind. */
export type Refusal = 'too-large' | 'cancelled' | 'failed'

/** What a response is, found out from its bytes alone. */
export interface ResponseSummary {
  readonly kind: 'json' | 'text' | 'html' | 'binary'
  readonly size: number
  /** Values in it. 0 for what is no JSON. */
  readonly values: number
  /** Why it is no JSON, or where JSON ends before its end. */
  readonly problem: BrokenJson | undefined
  readonly wrongUtf8At: number | undefined
  readonly tree: TreeState
  /** The first lines, so that nothing has to be asked before they are seen. */
  readonly lines: readonly TreeLine[]
  readonly tables: readonly TableSource[]
  /** Conids with the symbol that stands beside them. */
  readonly contracts: readonly (readonly [conid: string, symbol: string])[]
}

export interface BrokenJson {
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly reason: 'ends-early' | 'unexpected' | 'text-after' | 'too-many-values'
  /** The character that is not expected. */
  readonly found: string
}

export interface TreeState {
  /** Counts up when lines have changed. */
  readonly version: number
  readonly count: number
}

export interface TableColumn {
  readonly name: string
  /** Its place in most rows. */
  readonly guess: number
}

export interface TableCell {
  readonly kind: TreeLine['kind']
  readonly text: string
  readonly cut: boolean
}

export interface TableRow {
  readonly value: number
  /** Undefined where the row has no such member. */
  readonly cells: readonly (TableCell | undefined)[]
}

interface Exchanges {
  lines: [{ from: number; to: number }, { version: number; from: number; lines: readonly TreeLine[] }]
  fold: [{ value: number; open: boolean }, TreeState]
  'fold-all': [object, TreeState]
  /** `all`: nothing had to stay folded. */
  'unfold-all': [object, TreeState & { all: boolean }]
  /** Without a path everything is shown again. */
  filter: [{ path: string | undefined }, FilterReply]
  search: [{ text: string }, { count: number; more: boolean }]
  /** Opens what it lies in; `line` of the raw text where it is cut to `width`. */
  hit: [{ number: number; width: number }, HitReply]
  raw: [
    { width: number; from: number; to: number },
    { width: number; from: number; count: number; lines: readonly string[] },
  ]
  /** `source`: an array; without one what a filter found. `widths`: the longest text of each column, of a sample of the rows. */
  table: [
    { source: number | undefined },
    Pick<Table, 'columns' | 'leftOut'> & { rows: number; widths: readonly number[] },
  ]
  'table-order': [{ sort: TableSort | undefined; text: string; column: string | undefined }, { rows: number }]
  'table-rows': [
    { from: number; to: number; columns: readonly TableColumn[] },
    { from: number; rows: readonly TableRow[] },
  ]
  'table-text': [{ columns: readonly TableColumn[]; format: 'csv' | 'tsv' }, { pieces: readonly string[] }]
  /** Opens what a value lies in. */
  reveal: [{ value: number }, { tree: TreeState; row: number | undefined }]
  /** The line of what a value lies in. */
  parent: [{ value: number }, { row: number | undefined }]
  path: [{ value: number }, { path: string }]
  /** A value as text: of a string what it means. Without a value the whole response. */
  text: [{ value: number | undefined; pretty: boolean }, { text: string }]
  /** The whole response by its own signs, JSON with lines; what breaks off stays in it to its last sign. */
  'laid-out': [object, { text: string }]
}

export type QuestionKind = keyof Exchanges
export type QuestionOf<K extends QuestionKind> = Readonly<Exchanges[K][0]> & { readonly kind: K }
export type ReplyOf<K extends QuestionKind> = Readonly<Exchanges[K][1]>
export type Question = { [K in QuestionKind]: QuestionOf<K> }[QuestionKind]
export type Reply = { [K in QuestionKind]: ReplyOf<K> }[QuestionKind]

export type FilterReply =
  | {
      readonly kind: 'found'
      readonly count: number
      readonly stopped: boolean
      readonly tree: TreeState
      readonly table: boolean
    }
  | { readonly kind: 'wrong'; readonly message: string; readonly at: number }
  | { readonly kind: 'off'; readonly tree: TreeState }

/** Undefined where a hit lies outside of what is shown. */
export interface HitReply {
  readonly tree: TreeState
  readonly row: number | undefined
  readonly line: number
}
