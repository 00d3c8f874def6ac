import type { RecordedFrame, RecordedRequest } from './entries.ts'
import { topicOf } from './topic-of.ts'

/** Exact text, or a pattern. */
export type Wanted = string | RegExp

/** Narrows requests; what is left out narrows nothing. */
export interface RequestFilter {
  readonly method?: string
  /** Path with its prefix, such as `/v1/api/iserver/accounts`. */
  readonly path?: Wanted
  readonly status?: number
  readonly verification?: Wanted
  /** Verb of a fault that struck it. */
  readonly fault?: string
  /** Earliest and latest simulator time, both included. */
  readonly from?: number
  readonly to?: number
  /** Only what came after the entry of this number. */
  readonly after?: number
}

/** Narrows frames; what is left out narrows nothing. */
export interface FrameFilter {
  readonly direction?: 'in' | 'out'
  readonly text?: Wanted
  /** Topic with its target, such as `sor` or `smd+265598`. */
  readonly topic?: Wanted
  readonly connection?: number
  readonly from?: number
  readonly to?: number
  readonly after?: number
}

/** Whether a request passes. */
export function requestFits(request: RecordedRequest, filter: RequestFilter): boolean {
  return (
    (filter.method === undefined || filter.method === request.method) &&
    textFits(filter.path, request.path) &&
    (filter.status === undefined || filter.status === request.status) &&
    textFits(filter.verification, request.verification) &&
    (filter.fault === undefined || request.faults.includes(filter.fault)) &&
    placeFits(filter, request)
  )
}

/** Whether a frame passes. */
export function frameFits(frame: RecordedFrame, filter: FrameFilter): boolean {
  return (
    (filter.direction === undefined || filter.direction === frame.direction) &&
    textFits(filter.text, frame.text) &&
    (filter.topic === undefined || textFits(filter.topic, topicOf(frame.text, frame.direction))) &&
    (filter.connection === undefined || filter.connection === frame.connection) &&
    placeFits(filter, frame)
  )
}

function textFits(wanted: Wanted | undefined, text: string): boolean {
  return wanted === undefined || (typeof wanted === 'string' ? wanted === text : text.search(wanted) !== -1)
}

function placeFits(
  { from = -Infinity, to = Infinity, after = 0 }: { from?: number; to?: number; after?: number },
  { at, number }: { readonly at: number; readonly number: number },
): boolean {
  return at >= from && at <= to && number > after
}
