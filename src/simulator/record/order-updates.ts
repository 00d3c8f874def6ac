import { crc32 } from 'node:zlib'
import type { NewFrame } from './recorded-entries.ts'

/** Number and checksum of the updates about one order on one socket. */
export interface OrderUpdates {
  /** Number of the connection, starting at 1. */
  readonly connection: number
  /** The simulator's order id. */
  readonly orderId: number
  /** Number of entries about the order in `sor` frames, including placeholders. */
  readonly count: number
  /**
   * Checksum of the updates, which starts at 0. Each sent entry results in 31 times the checksum so far, plus the
   * CRC-32 (as in zlib) of the entry's JSON, modulo 2³². `JSON.stringify(JSON.parse(…))` returns the text that was
   * sent.
   */
  readonly checksum: number
}

/** Filter of order updates. Omitted fields match everything. */
export interface OrderUpdatesFilter {
  /** Number of the connection. */
  readonly connection?: number
  /** The simulator's order id. */
  readonly orderId?: number
}

interface Tally {
  count: number
  checksum: number
}

interface Update {
  readonly orderId: number
  /** CRC-32 of the update's JSON. All sockets share the value, so it is calculated once. */
  readonly crc: number
}

const begin = '{"topic":"sor","args":['
const end = ']}'
const padding = '{"padding":"'
const recentTexts = 512

/**
 * Counts sent order updates by socket and order, so that a test can verify that a receiver got all of them, although
 * frames are not stored. Frames that a fault dropped or damaged do not count; duplicated frames count twice. Stores the
 * newest `limit` pairs of socket and order.
 */
export function createOrderUpdates(limit: number) {
  const connections = new Map<number, Map<number, Tally>>()
  let stored = 0
  let total = 0
  // Cache of parsed frames, because the same frame is often sent to several sockets in a row.
  const recent = new Map<string, readonly Update[]>()

  function updatesOf(text: string): readonly Update[] {
    const known = recent.get(text)
    if (known !== undefined) return known
    const updates = updatesIn(text)
    if (recent.size >= recentTexts) recent.clear()
    recent.set(text, updates)
    return updates
  }

  function tallyOf(connection: number, orderId: number): Tally {
    const orders = connections.get(connection) ?? new Map<number, Tally>()
    if (orders.size === 0) connections.set(connection, orders)
    const found = orders.get(orderId)
    if (found !== undefined) return found
    const tally = { count: 0, checksum: 0 }
    orders.set(orderId, tally)
    stored += 1
    if (stored > limit) forgetOldest()
    return tally
  }

  function forgetOldest(): void {
    for (const [connection, orders] of connections) {
      for (const orderId of orders.keys()) {
        orders.delete(orderId)
        stored -= 1
        if (orders.size === 0) connections.delete(connection)
        return
      }
    }
  }

  return {
    frame: ({ direction, text, connection }: NewFrame): void => {
      // Accept padding at the start, which a fault that enlarges frames adds.
      if (direction === 'in' || !(text.startsWith(begin) || text.startsWith(padding))) return
      for (const { orderId, crc } of updatesOf(text)) {
        const tally = tallyOf(connection, orderId)
        tally.count += 1
        tally.checksum = (Math.imul(31, tally.checksum) + crc) >>> 0
        total += 1
      }
    },
    /** Returns the number of all sent updates, including updates of dropped pairs. */
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
      stored = 0
      total = 0
    },
  }
}

function updatesIn(text: string): readonly Update[] {
  // Avoid parsing: nearly every frame contains one order, and counting must not take longer than sending.
  if (!text.startsWith(begin) || !text.endsWith(`}${end}`) || text.includes('},{')) return parsedUpdates(text)
  const json = text.slice(begin.length, -end.length)
  const orderId = /"orderId":(\d+)/.exec(json)?.[1]
  return orderId === undefined ? [] : [{ orderId: Number(orderId), crc: crc32(json) }]
}

/** Parses the updates of a frame. Returns an empty array if a fault damaged the frame. */
function parsedUpdates(text: string): readonly Update[] {
  try {
    const { topic, args } = JSON.parse(text) as {
      readonly topic: string
      readonly args: readonly ({ readonly orderId?: number } | null)[]
    }
    if (topic !== 'sor') return []
    return args.flatMap((order) =>
      typeof order?.orderId === 'number' ? [{ orderId: order.orderId, crc: crc32(JSON.stringify(order)) }] : [],
    )
  } catch {
    return []
  }
}
