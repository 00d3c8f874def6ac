import type { World } from '../world.ts'
import { type Channel, refuse, type Topic, type TopicOptions } from './channel.ts'

const intervalMilliseconds = 10_000

/** One line about an account: `key`, `timestamp` and values. */
export type AccountRow = Readonly<Record<string, string | number | null>>

/** What summary and ledger have in common: lines about one account, told every ten seconds. Neither needs a brokerage session. */
export function accountStreams(
  world: World,
  channel: Channel,
  kind: {
    readonly subscribe: string
    readonly unsubscribe: string
    /** What an unsubscription is answered with. */
    readonly farewell: string
    readonly rows: (accountId: string, options: TopicOptions) => readonly AccountRow[]
    /** What goes out after the first frame; nothing does where it is empty. */
    readonly after: (rows: readonly AccountRow[], hasChanged: (row: AccountRow) => boolean) => readonly AccountRow[]
  },
): Topic {
  const streams = new Map<string, () => void>()

  function open([accountId = '']: readonly string[], options: TopicOptions): void {
    if (world.accounts.find(accountId) === undefined) {
      refuse(channel, kind.subscribe, 'Invalid account ID')
      return
    }
    stop(accountId)
    const told = new Map<unknown, string>()
    const tell = (choose: typeof kind.after) => {
      const rows = kind.rows(accountId, options)
      const changed = new Set(rows.filter((row) => told.get(row['key']) !== withoutTime(row)))
      for (const row of rows) told.set(row['key'], withoutTime(row))
      const result = choose(rows, (row) => changed.has(row))
      if (result.length > 0) channel.send({ result, topic: `${kind.subscribe}+${accountId}` })
    }
    tell((rows) => rows)
    streams.set(
      accountId,
      channel.timers.every(intervalMilliseconds, () => tell(kind.after)),
    )
  }

  function stop(accountId: string): void {
    streams.get(accountId)?.()
    streams.delete(accountId)
  }

  return {
    subscribe: kind.subscribe,
    outlivesBrokerage: true,
    unsubscribe: kind.unsubscribe,
    open,
    close: ([accountId = '']) => {
      stop(accountId)
      channel.send({ result: kind.farewell })
    },
    closeAll: () => {
      for (const accountId of [...streams.keys()]) stop(accountId)
    },
  }
}

function withoutTime(row: AccountRow): string {
  return JSON.stringify({ ...row, timestamp: 0 })
}

/** The texts of a list in the arguments, lower-case; undefined where there is no list or an empty one. */
export function namesIn(options: TopicOptions, name: string): ReadonlySet<string> | undefined {
  const list = options[name]
  if (!Array.isArray(list) || list.length === 0) return undefined
  return new Set(list.map((each) => String(each).toLowerCase()))
}

/** Leaves `key`, `timestamp` and the fields asked for, whatever their case. */
export function withFields(row: AccountRow, fields: ReadonlySet<string> | undefined): AccountRow {
  if (fields === undefined) return row
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name === 'key' || name === 'timestamp' || fields.has(name.toLowerCase())),
  )
}
