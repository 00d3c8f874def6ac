import type { Order } from '../../../../shared/domain/orders.ts'
import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { type CancelOutcome, type CancelRun, useCancelRunStore } from './cancel-run-store.ts'

/** What is left of a run when its page goes. */
export interface KeptRun {
  readonly orders: readonly Order[]
  readonly outcomes: readonly (readonly [string, CancelOutcome])[]
}

const KEY = 'cancel-run'

/**
 * A page that goes ends its run of cancels: nothing after the one that is on its way is sent. The page that is loaded in its place
 * tells what became of each. Returns its end.
 */
export function tellRunAfterReload(): () => void {
  const kept = recall(KEY, isKept, null, tabStorage)
  remember(KEY, null, tabStorage)
  if (kept) useCancelRunStore.setState({ run: runAfterReload(kept) })
  const keep = (): void => remember(KEY, keptRun(useCancelRunStore.getState().run), tabStorage)
  addEventListener('pagehide', keep)
  return () => removeEventListener('pagehide', keep)
}

/** Null where nothing was being sent. */
export function keptRun(run: CancelRun | undefined): KeptRun | null {
  if (run?.state !== 'running' && run?.state !== 'stopping') return null
  return { orders: run.orders, outcomes: [...run.outcomes] }
}

export function runAfterReload({ orders, outcomes }: KeptRun): CancelRun {
  const known = new Map(outcomes)
  const left = orders.map(({ orderId }): readonly [string, CancelOutcome] => {
    const outcome = known.get(orderId) ?? { kind: 'not-sent' }
    if (outcome.kind === 'waiting') return [orderId, { kind: 'not-sent' }]
    if (outcome.kind !== 'sending') return [orderId, outcome]
    return [orderId, { kind: 'failed', message: 'the page went while it was on its way', outcomeUnknown: true }]
  })
  return { orders, outcomes: new Map(left), state: 'over', stoppedBy: 'The page was loaded again.' }
}

function isKept(value: unknown): value is KeptRun | null {
  if (value === null) return true
  const { orders, outcomes } = value as Partial<KeptRun>
  return Array.isArray(orders) && Array.isArray(outcomes) && orders.every(isOrder) && outcomes.every(isOutcome)
}

const isOrder = (value: unknown): boolean => {
  const { orderId, remaining, symbol } = (value ?? {}) as Partial<Order>
  return typeof orderId === 'string' && typeof remaining === 'number' && typeof symbol === 'string'
}

const isOutcome = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof (value[1] as { kind?: unknown })?.kind === 'string'
