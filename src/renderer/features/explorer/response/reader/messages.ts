import type { TableSort } from './sort-table.ts'
import type { Table, TableSource } from './table-model.ts'
import type { TreeLine } from './tree-line.ts'

/* Messages between the page and the worker that reads one response. */

export type ToReader =
  /** `length`: total length in bytes, if known. */
  | { readonly t: 'begin'; readonly length: number | undefined }
  /** Transfers the bytes to the worker. */
  | { readonly t: 'bytes'; readonly data: Uint8Array }
  | { readonly t: 'end' }
  | { readonly t: 'ask'; readonly id: number; readonly question: Question }
  | { readonly t: 'cancel'; readonly id: number }

export type FromReader =
  | { readonly t: 'read'; readonly summary: ResponseSummary }
  | { readonly t: 'progress'; readonly id: number; readonly count: number }
  | { readonly t: 'reply'; readonly id: number; readonly reply: Reply }
  | { readonly t: 'refused'; readonly id: number; readonly reason: Refusal }

/** `too-large`: for the clipboard. `cancelled`: by the page or by a newer query of the same kind. */
export type Refusal = 'too-large' | 'cancelled' | 'failed'

/** Summary of a response, derived from its bytes alone. */
export interface ResponseSummary {
  readonly kind: 'json' | 'text' | 'html' | 'binary'
  readonly size: number
  /** Number of values. 0 if the response is not JSON. */
  readonly values: number
  /** Why the response is not JSON, or where the JSON is truncated. */
  readonly problem: BrokenJson | undefined
  readonly wrongUtf8At: number | undefined
  readonly tree: TreeState
  /** The first lines, so that they show without another query. */
  readonly lines: readonly TreeLine[]
  readonly tables: readonly TableSource[]
  /** Conids and the symbols next to them. */
  readonly contracts: readonly (readonly [conid: string, symbol: string])[]
}

export interface BrokenJson {
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly reason: 'ends-early' | 'unexpected' | 'text-after' | 'too-many-values'
  /** The unexpected character. */
  readonly found: string
}

export interface TreeState {
  /** Increases whenever lines change. */
  readonly version: number
  readonly count: number
}

export interface TableColumn {
  readonly name: string
  /** Member index in most rows. */
  readonly guess: number
}

export interface TableCell {
  readonly kind: TreeLine['kind']
  readonly text: string
  readonly cut: boolean
}

export interface TableRow {
  readonly value: number
  /** Undefined if the row has no such member. */
  readonly cells: readonly (TableCell | undefined)[]
}

interface Exchanges {
  lines: [{ from: number; to: number }, { version: number; from: number; lines: readonly TreeLine[] }]
  fold: [{ value: number; open: boolean }, TreeState]
  'fold-all': [object, TreeState]
  /** `all`: false if something stayed folded. */
  'unfold-all': [object, TreeState & { all: boolean }]
  /** Without a path, shows everything again. */
  filter: [{ path: string | undefined }, FilterReply]
  search: [{ text: string }, { count: number; more: boolean }]
  /** Expands the ancestors of the match; `line`: its line in the raw text at this `width`. */
  hit: [{ number: number; width: number }, HitReply]
  raw: [
    { width: number; from: number; to: number },
    { width: number; from: number; count: number; lines: readonly string[] },
  ]
  /** `source`: an array; without it, the filter results. `widths`: longest text per column in a sample of rows. */
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
  /** Expands the ancestors of a value. */
  reveal: [{ value: number }, { tree: TreeState; row: number | undefined }]
  /** The line of a value's parent. */
  parent: [{ value: number }, { row: number | undefined }]
  path: [{ value: number }, { path: string }]
  /** A value as text; a string without quotes. Without a value: the whole response. */
  text: [{ value: number | undefined; pretty: boolean }, { text: string }]
  /** The whole response, JSON formatted; a truncated response up to its last character. */
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

/** Undefined if the match is not among the shown values. */
export interface HitReply {
  readonly tree: TreeState
  readonly row: number | undefined
  readonly line: number
}
