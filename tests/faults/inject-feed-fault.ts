import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database } from '../../src/host/database/database.ts'
import { SavedResponseBodies } from '../../src/host/files/saved-response-bodies.ts'
import { JournalService } from '../../src/host/journal/journal-service.ts'
import { OrderFeed } from '../../src/host/orders/order-feed.ts'
import type { OrdersItem } from '../../src/shared/contract/order-views.ts'
import { mapShownOrders, readServerOrders } from '../process/feed-fixture.ts'
import { inThreadDatabase } from '../process/in-thread-database.ts'
import { SILENT_RETENTION } from '../process/silent-retention.ts'
import { openSessionFixture, type SessionFixture } from './session-fixture.ts'

/** Outcome of one fault in the order feed. */
export interface FeedOutcome {
  /** Health states of the feed since the fault, in order; `streaming` if the health did not change. */
  readonly reported: string
  /**
   * Time on the clock in seconds until the orders equal the server's, every gap is reconciled, and the feed is
   * streaming.
   */
  readonly seconds: number
  /** Descriptions of the promises that were broken. */
  readonly broken: readonly string[]
}

/** Order feed of a console that is connected to a simulator, with controls for both. */
interface Scene extends SessionFixture {
  readonly feed: OrderFeed
  readonly database: Database
  /** Changes one order. */
  change(): void
  /** Drops every socket while an order changes, so that the feed needs a refresh. */
  miss(): Promise<void>
}

const MAX_WAIT_SECONDS = 600

/** Faults by their name in docs/orders.md. Each function resolves when the server has applied the fault. */
const STRIKES: Readonly<Record<string, (scene: Scene) => Promise<void> | void>> = {
  drop: frameFault('drop'),
  duplicate: frameFault('duplicate'),
  reorder: frameFault('reorder'),
  malformed: frameFault('malformed'),
  binary: frameFault('binary'),
  'half-open': connectionFault('half-open'),
  silence: connectionFault('silence'),
  'silent orders': async ({ simulator, change, feed, settle }) => {
    simulator.controls.silenceOrders(true)
    change()
    await settle('a polling feed', () => feed.feed.snapshot().status.health.kind === 'polling', MAX_WAIT_SECONDS)
    simulator.controls.silenceOrders(false)
    change()
  },
  restart: async ({ simulator, session, settle, change }) => {
    await simulator.controls.restart()
    change()
    // The user logs in again, because a restarted gateway has lost its login.
    await settle('the login page', () => session.state.kind === 'needs-login', MAX_WAIT_SECONDS)
    simulator.controls.setLoggedIn(true)
    await settle('the session', () => session.state.kind === 'ready', MAX_WAIT_SECONDS)
  },
  'session change': ({ simulator, change }) => {
    simulator.controls.rotateSession()
    change()
  },
  '401 in the middle': resyncFault('401'),
  '429 on resync': resyncFault('429'),
  'competing login': async ({ simulator, session, settle, change }) => {
    simulator.controls.setCompeting(true)
    await settle('a competing session', () => session.state.kind === 'competing', MAX_WAIT_SECONDS)
    change()
    // The user takes over the session from the other login.
    await Promise.all([
      session.takeOver(),
      settle('the session', () => session.state.kind === 'ready', MAX_WAIT_SECONDS),
    ])
  },
  'clock an hour ahead': async ({ clock, miss }) => {
    clock.sleep(3_600_000)
    await miss()
  },
  'clock an hour back': async ({ clock, miss }) => {
    clock.sleep(-3_600_000)
    await miss()
  },
  'disk full': async ({ database, change, feed, settle, quiet }) => {
    const [row] = await database.read({ sql: 'PRAGMA page_count' })
    await database.read({ sql: `PRAGMA max_page_count = ${row?.['page_count']}` })
    const isFull = (): boolean => feed.feed.snapshot().status.journal.kind === 'failing'
    for (let tries = 0; tries < 500 && !isFull(); tries += 1) {
      change()
      await quiet()
    }
    await settle('the report of a full disk', isFull, 5)
    await database.read({ sql: 'PRAGMA max_page_count = 1000000' })
  },
}

export const FEED_FAULTS = Object.keys(STRIKES)

function frameFault(verb: string): (scene: Scene) => Promise<void> {
  return async ({ simulator, change, quiet }) => {
    const { struck } = simulator.controls.faults.add(`${verb}@ws:sor,times=1`)
    for (let changes = 0; changes < 2; changes += 1) {
      change()
      await quiet()
    }
    if (struck() !== 1) throw new Error(`${verb} struck ${struck()} times`)
  }
}

function connectionFault(verb: string): (scene: Scene) => Promise<void> {
  return async ({ simulator, change, quiet }) => {
    simulator.controls.faults.add(`${verb}@ws,times=1`)
    change()
    await quiet()
    change()
  }
}

function resyncFault(verb: string): (scene: Scene) => Promise<void> {
  return async ({ simulator, miss, settle }) => {
    const { struck } = simulator.controls.faults.add(`${verb}@GET /iserver/account/orders,times=1`)
    await miss()
    await settle('the fault', () => struck() === 1, MAX_WAIT_SECONDS)
  }
}

/** Injects one fault while the feed is streaming. */
export async function injectFeedFault(fault: string): Promise<FeedOutcome> {
  const stage = await openSessionFixture('gateway', () => undefined, { pacing: 'off' })
  const { clock, session, simulator, settle, quiet } = stage
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-faults-'))
  const database = new Database(inThreadDatabase, join(home, 'console.db'), () => undefined)
  const journal = new JournalService({
    database,
    retention: SILENT_RETENTION,
    clock,
    bodies: new SavedResponseBodies(),
    onFailing: () => undefined,
  })
  const scope = { id: 'gateway', profileId: 'gateway', environment: 'paper' }
  const feed = new OrderFeed({ clock, journal, scope: () => scope, onProblem: () => undefined })
  const broken: string[] = []
  try {
    feed.attach(session)
    const view = () => feed.feed.snapshot()
    const isWhole = (): boolean =>
      view().status.health.kind === 'streaming' &&
      view().gaps.every(({ repairedAt }) => repairedAt !== undefined) &&
      view().status.journal.kind === 'writing' &&
      session.socketState === 'connected'
    await settle('the orders of the day', isWhole, MAX_WAIT_SECONDS)
    const change = (): void => void simulator.controls.shakeOrders(1, 1)
    const miss = async (): Promise<void> => {
      simulator.controls.dropSockets()
      await quiet()
      change()
    }
    change()
    await settle('the first order', () => view().orders.some(({ quantity }) => quantity === 1_000), MAX_WAIT_SECONDS)
    await clockTurns(stage, 1)
    const reported = listen(feed)
    // Counts only skipped time, not the real time of the test.
    const startedAt = clock.skipped
    await STRIKES[fault]?.({ ...stage, feed, database, change, miss })
    const expected = JSON.stringify(sorted(await readServerOrders(simulator)))
    const isEqual = (): boolean => isWhole() && JSON.stringify(sorted(mapShownOrders(view()))) === expected
    await settle('the orders of the server', isEqual, MAX_WAIT_SECONDS)
    const seconds = (clock.skipped - startedAt) / 1_000
    broken.push(...(await notJournaled(journal, view().orders)))
    return { reported: reported() || 'streaming', seconds, broken }
  } finally {
    feed.detach()
    await journal.writer.close()
    await database.close()
    const left = await stage.end()
    // SQLite closes its descriptors when statements are garbage collected. Leaked connections are counted separately.
    broken.push(...left.filter((thing) => !thing.endsWith('descriptors')).map((thing) => `leaked: ${thing}`))
    rmSync(home, { recursive: true, force: true })
  }
}

async function clockTurns({ clock, quiet }: SessionFixture, seconds: number): Promise<void> {
  clock.skip(seconds * 1_000)
  await quiet()
}

const sorted = (orders: Readonly<Record<string, unknown>>): unknown =>
  Object.entries(orders).sort(([one], [other]) => one.localeCompare(other))

/** Checks that the timeline of each order is complete and ends in the order's state. */
async function notJournaled(
  journal: JournalService,
  orders: ReturnType<OrderFeed['feed']['snapshot']>['orders'],
): Promise<readonly string[]> {
  const broken: string[] = []
  for (const { orderId, transitionCount: count, status, filled } of orders) {
    const { transitions, earlier } = await journal.timeline('gateway', orderId, 500)
    const last = transitions.at(-1)
    if (transitions.length + earlier !== count)
      broken.push(`${orderId}: ${transitions.length + earlier} transitions of ${count}`)
    if (last?.status !== status || last.filled !== filled) broken.push(`${orderId} ends as ${last?.text}`)
    if (transitions.some(({ journaled }) => journaled === false)) broken.push(`${orderId} is not journaled`)
  }
  return broken
}

/**
 * Starts to record the health states of the feed. Returns a function that ends the recording and returns the states.
 */
function listen(feed: OrderFeed): () => string {
  const reported: string[] = []
  const report = (word: string): void => {
    if (reported.at(-1) !== word) reported.push(word)
  }
  let health = feed.feed.snapshot().status.health.kind
  let journaled = true
  let gaps = feed.feed.snapshot().gaps.length
  const onItem = (item: OrdersItem): void => {
    if (item.kind === 'status' && item.status.health.kind !== health) {
      health = item.status.health.kind
      report(health)
    }
    if (item.kind === 'gaps' && item.gaps.length > gaps) {
      gaps = item.gaps.length
      report('gap')
    }
    if (item.kind === 'status' && (item.status.journal.kind === 'writing') !== journaled) {
      journaled = !journaled
      report(journaled ? 'journaled' : 'not journaled')
    }
  }
  feed.feed.subscribe((items) => items.forEach(onItem))
  return () => reported.join(', ')
}
