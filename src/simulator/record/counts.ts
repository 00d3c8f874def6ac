import type { NewFrame, NewRequest } from './entries.ts'
import { topicOf } from './topic-of.ts'

/** Totals since the start or the last `clear`, of what is kept and of what is not kept any more. */
export interface RecordCounts {
  readonly requests: number
  /** By status as text; `0` counts those that a fault left without an answer. */
  readonly byStatus: Readonly<Record<string, number>>
  readonly byVerification: Readonly<Record<string, number>>
  readonly framesIn: number
  readonly framesOut: number
  /** Frames sent, by the letters of the topic before its target; frames without one count as `none`. */
  readonly sentByTopic: Readonly<Record<string, number>>
  /** Sockets that have exchanged a frame. */
  readonly connections: number
}

const topicLimit = 100

/** Counts entries as they are recorded. */
export function createCounts() {
  let requests = 0
  let framesIn = 0
  let framesOut = 0
  let firstConnection: number | undefined
  let lastConnection = 0
  const byStatus = new Map<string, number>()
  const byVerification = new Map<string, number>()
  const sentByTopic = new Map<string, number>()

  function count(map: Map<string, number>, key: string): void {
    const before = map.get(key)
    // What a client can name without end is not counted without end.
    if (before === undefined && map.size >= topicLimit) return
    map.set(key, (before ?? 0) + 1)
  }

  return {
    request: ({ status, verification }: NewRequest): void => {
      requests += 1
      count(byStatus, String(status))
      count(byVerification, verification)
    },
    frame: ({ direction, text, connection }: NewFrame): void => {
      firstConnection ??= connection
      if (connection > lastConnection) lastConnection = connection
      if (direction === 'in') framesIn += 1
      else {
        framesOut += 1
        const topic = topicOf(text, 'out')
        const target = topic.indexOf('+')
        count(sentByTopic, topic === '' ? 'none' : target === -1 ? topic : topic.slice(0, target))
      }
    },
    read: (): RecordCounts => ({
      requests,
      byStatus: Object.fromEntries(byStatus),
      byVerification: Object.fromEntries(byVerification),
      framesIn,
      framesOut,
      sentByTopic: Object.fromEntries(sentByTopic),
      connections: firstConnection === undefined ? 0 : lastConnection - firstConnection + 1,
    }),
    clear: (): void => {
      requests = 0
      framesIn = 0
      framesOut = 0
      firstConnection = undefined
      for (const map of [byStatus, byVerification, sentByTopic]) map.clear()
    },
  }
}
