import { extractTopic, type NewFrame, type NewRequest } from './recorded-entries.ts'

/** Totals since the start or the last `clear`, including entries that were dropped. */
export interface RecordCounts {
  /** Number of requests. */
  readonly requests: number
  /** Number of requests by status. The key `0` counts requests without a response. */
  readonly byStatus: Readonly<Record<string, number>>
  /** Requests by the result of their verification. */
  readonly byVerification: Readonly<Record<string, number>>
  /** Number of frames from clients. */
  readonly framesIn: number
  /** Number of frames to clients. */
  readonly framesOut: number
  /** Number of sent frames by topic without its target. Frames without a topic count as `none`. */
  readonly sentByTopic: Readonly<Record<string, number>>
  /** Number of orders in sent `sor` frames. A repeated order counts each time. */
  readonly orderUpdates: number
  /** Number of sockets that have exchanged a frame. */
  readonly connections: number
}

interface Tally {
  count: number
}

const keyLimit = 100

/** Creates the counters of the record. */
export function createRecordCounts() {
  const byStatus = createTallies()
  const byVerification = createTallies()
  const sentByTopic = createTallies()
  let requests = 0
  let framesIn = 0
  let framesOut = 0
  let firstConnection: number | undefined
  let lastConnection = 0
  // Cache of the last topic, because the same text is often sent to several sockets in a row.
  let lastText = ''
  let lastTally: Tally | undefined

  return {
    request: ({ status, verification }: NewRequest): void => {
      requests += 1
      byStatus.of(String(status)).count += 1
      byVerification.of(verification).count += 1
    },
    frame: ({ direction, text, connection }: NewFrame): void => {
      firstConnection ??= connection
      if (connection > lastConnection) lastConnection = connection
      if (direction === 'in') {
        framesIn += 1
        return
      }
      framesOut += 1
      if (lastTally === undefined || text !== lastText) {
        lastText = text
        lastTally = sentByTopic.of(lettersOf(text))
      }
      lastTally.count += 1
    },
    read: (): Omit<RecordCounts, 'orderUpdates'> => ({
      requests,
      byStatus: byStatus.read(),
      byVerification: byVerification.read(),
      framesIn,
      framesOut,
      sentByTopic: sentByTopic.read(),
      connections: firstConnection === undefined ? 0 : lastConnection - firstConnection + 1,
    }),
    clear: (): void => {
      requests = 0
      framesIn = 0
      framesOut = 0
      firstConnection = undefined
      lastTally = undefined
      for (const tallies of [byStatus, byVerification, sentByTopic]) tallies.clear()
    },
  }
}

/**
 * Creates counters by key. The number of keys is limited, because clients choose some of them. Further keys count as
 * `other`.
 */
function createTallies() {
  const tallies = new Map<string, Tally>()
  return {
    of: (wanted: string): Tally => {
      const key = tallies.has(wanted) || tallies.size < keyLimit ? wanted : 'other'
      const found = tallies.get(key) ?? { count: 0 }
      if (found.count === 0) tallies.set(key, found)
      return found
    },
    read: () => Object.fromEntries([...tallies].map(([key, { count }]) => [key, count])),
    clear: () => tallies.clear(),
  }
}

function lettersOf(text: string): string {
  const topic = extractTopic(text, 'out')
  const target = topic.indexOf('+')
  return topic === '' ? 'none' : target === -1 ? topic : topic.slice(0, target)
}
