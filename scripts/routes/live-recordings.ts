import { readFileSync } from 'node:fs'
import type { Structure } from './documented-responses.ts'

/** One recorded response: its keys and types, and the state in which it was requested. */
export interface RecordedResponseShape {
  readonly operation: string
  /** Name of the state; absent for the response to the valid request of the coverage test. */
  readonly state?: string
  /** The recording was shortened, so more keys may exist. */
  readonly partial?: true
  /** Keys that only some objects of the recording had. */
  readonly sometimes?: readonly string[]
  readonly structure: Structure
}

/** The status of a response to another request: method, path below `/v1/api`, body, status. */
export type RecordedStatus = readonly [method: string, path: string, body: unknown, status: number]

/** Reads `live-shapes.json`, with its shared structures filled in. */
export function readRecordings(): {
  readonly responses: readonly RecordedResponseShape[]
  readonly statuses: readonly RecordedStatus[]
} {
  const text = readFileSync(new URL('../../tests/fixtures/live-shapes.json', import.meta.url), 'utf8')
  const { shared } = JSON.parse(text) as { readonly shared: Readonly<Record<string, unknown>> }
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith('#') ? shared[value.slice(1)] : value,
  )
}
