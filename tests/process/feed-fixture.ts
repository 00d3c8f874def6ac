import { mkdtempSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { IbkrClient, type SessionSupervisor } from '../../src/client/index.ts'
import { Database, type DatabaseStarter } from '../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../src/host/files/saved-response-bodies.ts'
import { JournalService } from '../../src/host/journal/journal-service.ts'
import { OrderFeed } from '../../src/host/orders/order-feed.ts'
import type { ParsedInput } from '../../src/shared/contract/inferred-types.ts'
import type { OrdersSnapshot } from '../../src/shared/contract/order-views.ts'
import type { Simulator } from '../../src/simulator/start-simulator.ts'
import type { SkippableClock } from '../integration/client/skippable-clock.ts'
import { inThreadDatabase } from './in-thread-database.ts'
import { SILENT_RETENTION } from './silent-retention.ts'

/** Order feed and journal of one console that is connected to a gateway, without windows. */
export interface FeedFixture {
  readonly feed: OrderFeed
  readonly journal: JournalService
  readonly database: Database
  readonly session: SessionSupervisor
  readonly view: () => OrdersSnapshot
  /** Skips the clock until `done` returns true. Rejects after `withinSeconds` on the clock. */
  until(what: string, done: () => boolean | Promise<boolean>, withinSeconds: number): Promise<void>
  /** Returns the entries of the journal as in its JSON lines export, oldest first. */
  exported(query?: ParsedInput<'journal.export'>['query']): Promise<readonly ExportedLine[]>
  close(): Promise<void>
}

export interface ExportedLine {
  readonly id: number
  readonly at: number
  readonly kind: string
  readonly source?: string
  readonly orderId: string
  readonly status: string
  readonly text: string
  readonly raw?: unknown
}

export interface FeedFixtureOptions {
  readonly simulator: Simulator
  readonly clock: SkippableClock
  /** User data folder. Default: a new folder that is removed at the end. */
  readonly home?: string
  readonly startDatabase?: DatabaseStarter
}

/**
 * Starts the feed, and resolves after the first snapshot. The simulator is a gateway over plain http on the same clock.
 */
export async function openOrderFeed(options: FeedFixtureOptions): Promise<FeedFixture> {
  const { simulator, clock, startDatabase = inThreadDatabase } = options
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'ibkr-console-feed-'))
  const database = new Database(startDatabase, join(home, 'console.db'), () => undefined)
  const bodies = new SavedResponseBodies()
  const journal = new JournalService({
    database,
    retention: SILENT_RETENTION,
    clock,
    bodies,
    onFailing: () => undefined,
  })
  const feed = new OrderFeed({
    clock,
    journal,
    scope: () => ({ id: 'gateway', profileId: 'gateway', environment: 'paper' }),
    onProblem: () => undefined,
  })
  const client = new IbkrClient(`${simulator.host}:${simulator.port}`, { baseUrl: simulator.apiUrl, clock })
  const session = client.connect()
  feed.attach(session)
  const stage: FeedFixture = {
    feed,
    journal,
    database,
    session,
    view: () => feed.feed.snapshot(),
    async until(what, done, withinSeconds) {
      const begun = clock.monotonic()
      while (!(await done())) {
        if (clock.monotonic() - begun > withinSeconds * 1_000) throw new Error(`not within ${withinSeconds} s: ${what}`)
        // Each step waits a few milliseconds in real time for the traffic over loopback.
        await new Promise((resolve) => setTimeout(resolve, 5))
        clock.skip(100)
      }
    },
    async exported(query = {}) {
      const held = await journal.export({ query, format: 'jsonl' })
      const text = Buffer.concat(bodies.find(held.responseId)?.pieces ?? []).toString()
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as ExportedLine)
    },
    async close() {
      feed.detach()
      await session.close()
      await client.close()
      await journal.writer.close()
      await database.close()
      if (options.home === undefined) rmSync(home, { recursive: true, force: true })
    },
  }
  const isThere = (): boolean => stage.view().status.health.kind === 'streaming' && session.socketState === 'connected'
  await stage.until('the orders of the day', isThere, 60)
  return stage
}

type Seen = Readonly<Record<string, readonly [status: string, filled: number, price: string]>>

/** Reads the server's orders by id, with the fields that a trader sees, without the client and its pacing. */
export async function readServerOrders(simulator: Simulator): Promise<Seen> {
  // As at IBKR, the response after a forced read is complete.
  await read(`${simulator.apiUrl}iserver/account/orders?force=true`)
  const { orders } = JSON.parse(await read(`${simulator.apiUrl}iserver/account/orders`)) as {
    readonly orders: readonly {
      orderId: number
      status: string
      filledQuantity: number
      price: string
      auxPrice?: string
    }[]
  }
  return Object.fromEntries(
    orders.map((order) => [
      String(order.orderId),
      [order.status, order.filledQuantity, order.price || (order.auxPrice ?? '')],
    ]),
  )
}

/** Reads over a separate connection, so that no connection stays open. */
function read(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        text += piece
      })
      response.on('end', () => resolve(text))
    }).on('error', reject)
  })
}

/** Returns the orders that a window shows, in the form of `readServerOrders`. */
export function mapShownOrders({ orders }: OrdersSnapshot): Seen {
  return Object.fromEntries(
    orders.map(({ orderId, status, filled = 0, limitPrice, stopPrice }) => [
      orderId,
      [status, filled, limitPrice ?? stopPrice ?? ''],
    ]),
  )
}
