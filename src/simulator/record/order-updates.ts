import { crc32 } from 'node:zlib'
import type { NewFrame } from './entries.ts'

/** What one socket was told about one order. */
export interface OrderUpdates {
  readonly connection: number
  readonly orderId: number
  /** Entries of `sor` frames that were about it, ids alone included. */
  readonly count: number
  /**
   * CRC-32 (that of zlib) over the JSON of these entries as they were sent, each with a line end behind it, in the order in which they were
   * sent. `JSON.stringify(JSON.parse(…))` gives the same text.
   */
  readonly checksum: number
}

/** Narrows order updates; what is left out narrows nothing. */
export interface OrderUpdatesFilter {
  readonly connection?: number
  readonly orderId?: number
}

interface Tally {
  count: number
  checksum: number
}

interface Update {
  readonly orderId: number
  readonly line: string
}

const begin = '{"topic":"sor","args":['
const end = ']}'

/**
 * Counts the order updates that were sent, by socket and order, so that a receiver can be held to every one of them although no frame is
 * kept. What a fault dropped or made unreadable does not count, what it sent twice counts twice. Keeps the newest `limit` pairs of
 * socket and order.
 */
export function createOrderUpdates(limit: number) {
  const connections = new Map<number, Map<number, Tally>>()
  let kept = 0
  let total = 0
  // The same text goes to one socket after the other: it is taken apart once.
  let lastText = ''
  let lastUpdates: readonly Update[] = []

  function tallyOf(connection: number, orderId: number): Tally {
    const orders = connections.get(connection) ?? new Map<number, Tally>()
    if (orders.size === 0) connections.set(connection, orders)
    const found = orders.get(orderId)
    if (found !== undefined) return found
    const tally = { count: 0, checksum: 0 }
    orders.set(orderId, tally)
    kept += 1
    if (kept > limit) forgetOldest()
    return tally
  }

  function forgetOldest(): void {
    for (const [connection, orders] of connections) {
      for (const orderId of orders.keys()) {
        orders.delete(orderId)
        kept -= 1
        if (orders.size === 0) connections.delete(connection)
        return
      }
    }
  }

  return {
    frame: ({ direction, text, connection }: NewFrame): void => {
      if (direction === 'in') return
      if (text !== lastText) {
        lastText = text
        lastUpdates = updatesIn(text)
      }
      for (const { orderId, line } of lastUpdates) {
        const tally = tallyOf(connection, orderId)
        tally.count += 1
        tally.checksum = crc32(line, tally.checksum)
        total += 1
      }
    },
    /** All that were sent, kept pairs or not. */
    total: () => total,
    read: (filter: OrderUpdatesFilter): readonly OrderUpdates[] =>
      [...connections]
        .filter(([connection]) => filter.connection === undefined || filter.connection === connection)
        .flatMap(([connection, orders]) =>
          [...orders].map(([orderId, { count, checksum }]) => ({ connection, orderId, count, checksum })),
        )
        .filter(({ orderId }) => filter.orderId === undefined || filter.orderId === orderId),
    clear: (): void => {
      connections.clear()
      kept = 0
      total = 0
    },
  }
}

function updatesIn(text: string): readonly Update[] {
  if (!text.startsWith(begin)) return text.includes('"topic":"sor","args":[') ? parsedUpdates(text) : []
  // One order in a frame, which is nearly every frame, needs no parsing: a storm should not cost more to count than to send.
  if (!text.endsWith(`}${end}`) || text.includes('},{')) return parsedUpdates(text)
  const json = text.slice(begin.length, -end.length)
  const orderId = /"orderId":(\d+)/.exec(json)?.[1]
  return orderId === undefined ? [] : [{ orderId: Number(orderId), line: `${json}\n` }]
}

/** Nothing where it does not parse: a fault spoilt it. */
function parsedUpdates(text: string): readonly Update[] {
  try {
    const { args } = JSON.parse(text) as { readonly args: readonly ({ readonly orderId?: number } | null)[] }
    return args.flatMap((order) =>
      typeof order?.orderId === 'number' ? [{ orderId: order.orderId, line: `${JSON.stringify(order)}\n` }] : [],
    )
  } catch {
    return []
  }
}
