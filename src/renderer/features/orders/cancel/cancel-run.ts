import { create } from 'zustand'
import type { ContractErrorCode } from '../../../../shared/contract/errors.ts'
import { isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { errorText, isUnconfirmed, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { recall, remember, tabStorage } from '../../../platform/local-memory.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { profileIdInUse } from '../../../stores/session-store.ts'
import { forgetWait, isWaiting, withdrawRequest } from '../../waiting/index.ts'

/** Outcome of one order in a run. */
export type CancelOutcome =
  | { readonly kind: 'waiting' }
  /** `waitId`: id of the cancel request in the pacing queue. */
  | { readonly kind: 'sending'; readonly waitId: string }
  | { readonly kind: 'sent'; readonly message: string }
  /** The order was already filled or cancelled, so no request was sent. */
  | { readonly kind: 'ended'; readonly status: string }
  | { readonly kind: 'failed'; readonly message: string; readonly outcomeUnknown: boolean }
  /** The run was stopped before this order, so no request was sent. */
  | { readonly kind: 'not-sent' }

/** Run that cancels many orders, one request at a time. */
export interface CancelRun {
  /** Orders as they were when the user requested the run. */
  readonly orders: readonly Order[]
  /** Id of the profile that was selected when the user requested the run. */
  readonly profileId?: string | undefined
  readonly state: 'asking' | 'running' | 'stopping' | 'over'
  readonly outcomes: ReadonlyMap<string, CancelOutcome>
  /** Reason why the run stopped early. */
  readonly stoppedBy?: string
}

export const useCancelRunStore = create<{ readonly run: CancelRun | undefined }>()(() => ({ run: undefined }))

/** Errors that end a run, because the next request would fail too or its outcome would be unknown. */
const ENDING: ReadonlySet<string> = new Set<ContractErrorCode>([
  'not-armed',
  'confirmation-needed',
  'not-connected',
  'session-closed',
  'other-profile',
  'disconnected',
  'outcome-unknown',
  'not-sent-rate-limited',
  'not-sent-no-connection',
])

export function askToCancelAll(orders: readonly Order[]): void {
  const profileId = profileIdInUse()
  useCancelRunStore.setState({
    run: { orders: parentsFirst(orders.filter(isWorking)), profileId, state: 'asking', outcomes: new Map() },
  })
}

/** Parents come first, because IBKR cancels the children of a cancelled parent. */
const parentsFirst = (orders: readonly Order[]): readonly Order[] => [
  ...orders.filter(({ parentId }) => parentId === undefined),
  ...orders.filter(({ parentId }) => parentId !== undefined),
]

export function closeRun(): void {
  useCancelRunStore.setState({ run: undefined })
}

/** Stops the run and withdraws the queued cancel request. A request that was sent cannot be withdrawn. */
export function stopRun(reason?: string): void {
  const { run } = useCancelRunStore.getState()
  if (!run) return
  for (const outcome of run.outcomes.values())
    if (outcome.kind === 'sending' && isWaiting(outcome.waitId)) void withdrawRequest(outcome.waitId)
  if (run.state === 'running') change(run, { state: 'stopping', ...(reason !== undefined && { stoppedBy: reason }) })
}

export function abandonRun(): void {
  stopRun()
  closeRun()
}

/** Sends one cancel request at a time. The host paces the requests. A failed request is not retried. */
export async function cancelAll(): Promise<void> {
  const { run } = useCancelRunStore.getState()
  if (run?.state !== 'asking') return
  change(run, { state: 'running' })
  for (const order of run.orders) {
    if (currentState(run)?.state !== 'running') break
    await cancelOne(run, order)
  }
  const outcomes = currentState(run)?.outcomes
  change(run, {
    state: 'over',
    outcomes: new Map(run.orders.map(({ orderId }) => [orderId, outcomes?.get(orderId) ?? { kind: 'not-sent' }])),
  })
}

/** Maximum time in ms for IBKR to cancel the children of a cancelled parent. */
const CHILD_MS = 2_000

/** Waits until an order has ended, or for `CHILD_MS`. */
function untilEnded(orderId: string): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const check = (): void => {
      const order = useOrdersStore.getState().orders.get(orderId)
      if (!order || !isWorking(order)) finish()
    }
    const timer = setTimeout(finish, CHILD_MS)
    const stop = useOrdersStore.subscribe(check)
    check()
  })
}

async function cancelOne(run: CancelRun, { orderId, account, parentId }: Order): Promise<void> {
  const settle = (outcome: CancelOutcome): void =>
    change(run, { outcomes: new Map(currentState(run)?.outcomes).set(orderId, outcome) })
  if (parentId !== undefined && currentState(run)?.outcomes.get(parentId)?.kind === 'sent') await untilEnded(orderId)
  const now = useOrdersStore.getState().orders.get(orderId)
  if (now && !isWorking(now)) {
    settle({ kind: 'ended', status: now.status })
    return
  }
  const waitId = crypto.randomUUID()
  settle({ kind: 'sending', waitId })
  try {
    const input = { accountId: account, orderId, waitId, profileId: run.profileId ?? '' }
    const { message } = await hostLink().call('orders.cancel', input)
    settle({ kind: 'sent', message })
  } catch (error) {
    const code = error instanceof RpcError ? error.code : 'internal'
    const wasSent = !(error instanceof RpcError) || mayHaveBeenSent(error.detail)
    const outcomeUnknown = isUnconfirmed(error)
    const withdrawn = code === 'cancelled' && !wasSent
    settle(withdrawn ? { kind: 'not-sent' } : { kind: 'failed', message: errorText(error), outcomeUnknown })
    if (ENDING.has(code) && currentState(run)) stopRun(errorText(error))
  } finally {
    forgetWait(waitId)
  }
}

/**
 * Returns the current state of a run; undefined if its dialog was closed. Its last request may end after the next run
 * has started.
 */
function currentState({ orders }: CancelRun): CancelRun | undefined {
  const { run } = useCancelRunStore.getState()
  return run?.orders === orders ? run : undefined
}

function change(run: CancelRun, by: Partial<CancelRun>): void {
  const current = currentState(run)
  if (current) useCancelRunStore.setState({ run: { ...current, ...by } })
}

/** Stops the run when the profile changes, because its orders belong to the previous profile. */
export function leaveRun(): void {
  if (useCancelRunStore.getState().run?.state === 'asking') closeRun()
  else stopRun('Another profile was selected.')
}

/** Part of a run that is kept after a reload. */
export interface StoredRun {
  readonly orders: readonly Order[]
  readonly outcomes: readonly (readonly [string, CancelOutcome])[]
}

const STORAGE_KEY = 'cancel-run'

/**
 * Stores the run when the page unloads and restores it in the next page, which sends no requests. Returns an
 * unsubscribe function.
 */
export function restoreRunAfterReload(): () => void {
  const stored = recall(STORAGE_KEY, isStoredRun, null, tabStorage)
  remember(STORAGE_KEY, null, tabStorage)
  if (stored) useCancelRunStore.setState({ run: runAfterReload(stored) })
  const store = (): void => remember(STORAGE_KEY, storedRun(useCancelRunStore.getState().run), tabStorage)
  addEventListener('pagehide', store)
  return () => removeEventListener('pagehide', store)
}

/** Returns the part of a run to store, or null if no run is in progress. */
export function storedRun(run: CancelRun | undefined): StoredRun | null {
  if (run?.state !== 'running' && run?.state !== 'stopping') return null
  return { orders: run.orders, outcomes: [...run.outcomes] }
}

export function runAfterReload({ orders, outcomes }: StoredRun): CancelRun {
  const stored = new Map(outcomes)
  const final = orders.map(({ orderId }): readonly [string, CancelOutcome] => {
    const outcome = stored.get(orderId) ?? { kind: 'not-sent' }
    if (outcome.kind === 'waiting') return [orderId, { kind: 'not-sent' }]
    if (outcome.kind !== 'sending') return [orderId, outcome]
    return [orderId, { kind: 'failed', message: 'the page was reloaded while it was sent', outcomeUnknown: true }]
  })
  return { orders, outcomes: new Map(final), state: 'over', stoppedBy: 'The page was reloaded.' }
}

/** Checks a stored run, because another version of the page may have stored it. */
function isStoredRun(value: unknown): value is StoredRun | null {
  const { orders, outcomes } = (value ?? {}) as Partial<StoredRun>
  return value === null || (isArrayOf(orders, isOrder) && isArrayOf(outcomes, isOutcome))
}

const isArrayOf = (value: unknown, isValid: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isValid)

function isOrder(value: unknown): boolean {
  const { orderId, contractName } = (value ?? {}) as Partial<Order>
  return typeof orderId === 'string' && typeof contractName === 'string'
}

const isOutcome = (value: unknown): boolean =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1]?.kind === 'string'
