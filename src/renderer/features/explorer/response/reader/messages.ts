import type { ChartSource } from './chart-model.ts'
import type { Refusal } from './reader-error.ts'
import type { ResponseQueries } from './response-queries.ts'
import type { TableSource } from './table-model.ts'
import type { TreeLine } from './tree-line.ts'
import type { TreeState } from './tree-rows.ts'
import type { SlicedWork } from './work-slices.ts'

/* Messages between the page and the worker that reads one response. */

export type ToReader =
  /** `length`: total length in bytes, if known. */
  | { readonly t: 'begin'; readonly length: number | undefined }
  /** Transfers the bytes to the worker. */
  | { readonly t: 'bytes'; readonly data: Uint8Array }
  /** Marks the end of the bytes. The worker replies with the summary. */
  | { readonly t: 'end' }
  /** Reads a response that another reader has compressed, instead of `begin`, `bytes` and `end`. */
  | { readonly t: 'resume'; readonly compressed: Blob }
  | { readonly t: 'query'; readonly id: number; readonly name: QueryName; readonly params: object }

export type FromReader =
  | { readonly t: 'progress'; readonly id: number; readonly count: number }
  | { readonly t: 'reply'; readonly id: number; readonly reply: unknown }
  | { readonly t: 'refused'; readonly id: number; readonly reason: Refusal }

export const SUMMARY_ID = 0

export type QueryName = keyof ResponseQueries
export type QueryParams<Name extends QueryName> = Parameters<ResponseQueries[Name]>[0]
export type QueryReply<Name extends QueryName> =
  ReturnType<ResponseQueries[Name]> extends SlicedWork<infer Reply> ? Reply : Awaited<ReturnType<ResponseQueries[Name]>>

/** Summary of a response, derived from its bytes alone. */
export interface ResponseSummary {
  readonly kind: 'json' | 'text' | 'html' | 'binary'
  readonly size: number
  /** Number of values, or 0 if the response is not JSON. */
  readonly values: number
  /** Reason why the response is not valid JSON; undefined for valid JSON. */
  readonly problem: BrokenJson | undefined
  readonly invalidUtf8At: number | undefined
  readonly tree: TreeState
  /** First lines, so that the page can show them without another query. */
  readonly lines: readonly TreeLine[]
  readonly tables: readonly TableSource[]
  readonly charts: readonly ChartSource[]
  /** Conids in the response with the symbols next to them. */
  readonly contracts: readonly (readonly [conid: string, symbol: string])[]
}

export interface BrokenJson {
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly reason: 'ends-early' | 'unexpected' | 'text-after' | 'too-many-values'
  /** Unexpected character. */
  readonly found: string
}
