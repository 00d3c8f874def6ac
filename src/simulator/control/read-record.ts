import type { TextMatcher } from '../record/recorded-entries.ts'
import type { SimulatorRecord } from '../record/simulator-record.ts'
import { SimulatorError } from '../simulator-error.ts'

const defaultLimit = 100

const PLACE = ['limit', 'from', 'to', 'after']
const FILTERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['counts', ['limit']],
  ['requests', [...PLACE, 'method', 'path', 'status', 'verification', 'fault']],
  ['frames', [...PLACE, 'direction', 'topic', 'text', 'connection']],
  ['order-updates', ['limit', 'connection', 'orderId']],
])

/**
 * Returns the response to `GET /simulator/record`. `of` is `requests` (default), `frames`, `order-updates` or `counts`.
 * The other parameters filter the record, with `*` as a wildcard in strings. `limit` (default 100) selects the newest
 * entries.
 */
export function readRecord(record: SimulatorRecord, query: URLSearchParams): object {
  const of = query.get('of') ?? 'requests'
  const filters = FILTERS.get(of)
  const stranger = filters && [...query.keys()].find((name) => name !== 'of' && !filters.includes(name))
  if (stranger !== undefined) throw wrong(`${of} have no filter "${stranger}". Valid filters: ${filters?.join(', ')}`)
  const limit = numberOf(query, 'limit') ?? defaultLimit
  const place = { ...numbers(query, ['from', 'to', 'after']) }
  switch (of) {
    case 'counts':
      return record.counts()
    case 'requests': {
      const filter = { ...place, ...numbers(query, ['status']), ...texts(query, ['path', 'verification']) }
      const exact = { ...exactTexts(query, ['method', 'fault']) }
      return { requests: record.requests({ ...filter, ...exact }).slice(-limit) }
    }
    case 'frames': {
      const direction = query.get('direction')
      if (direction !== null && direction !== 'in' && direction !== 'out') throw wrong('direction is in or out')
      const filter = { ...place, ...numbers(query, ['connection']), ...texts(query, ['text', 'topic']) }
      return { frames: record.frames({ ...filter, ...(direction === null ? {} : { direction }) }).slice(-limit) }
    }
    case 'order-updates':
      return { orderUpdates: record.orderUpdates(numbers(query, ['connection', 'orderId'])).slice(-limit) }
    default:
      throw wrong(`of is requests, frames, order-updates or counts, not "${of}"`)
  }
}

function numbers(query: URLSearchParams, names: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = numberOf(query, name)
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name)
  if (text === null) return undefined
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw wrong(`${name} takes a number from 0 on, not "${text}"`)
  return value
}

function exactTexts(query: URLSearchParams, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (query.get(name) === null ? [] : [[name, query.get(name) ?? '']])))
}

function texts(query: URLSearchParams, names: readonly string[]): Record<string, TextMatcher> {
  return Object.fromEntries(Object.entries(exactTexts(query, names)).map(([name, text]) => [name, pattern(text)]))
}

function pattern(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_CONTROL', message)
}
