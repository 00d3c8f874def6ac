import type { ContractErrorCode } from '../../../../shared/contract/errors.ts'
import { isWorking, type Order } from '../../../../shared/domain/orders.ts'
import { errorText, isUnconfirmed, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { profileIdInUse } from '../../../stores/session-store.ts'
import { forgetWait } from '../../waiting/wait-store.ts'
import { isWaiting, withdrawRequest } from '../../waiting/waiting-actions.ts'
import { type CancelOutcome, type CancelRun, useCancelRunStore } from './cancel-run-store.ts'

/** After these nothing more of a run is sent: the next one would fare no better, or nobody would see what becomes of it. */
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

/** The working orders among those that are shown, in their order. */
export function askToCancelAll(orders: readonly Order[]): void {
  const profileId = profileIdInUse()
  useCancelRunStore.setState({
    run: { orders: orders.filter(isWorking), profileId, state: 'asking', outcomes: new Map() },
  })
}

export function forgetRun(): void {
  useCancelRunStore.setState({ run: undefined })
}

/** What waits in the pacing queue is withdrawn, what is on its way cannot be; nothing after it is sent. */
export function stopRun(why?: string): void {
  const { run } = useCancelRunStore.getState()
  for (const outcome of run?.outcomes.values() ?? [])
    if (outcome.kind === 'sending' && isWaiting(outcome.waitId)) void withdrawRequest(outcome.waitId)
  change(({ state }) =>
    state === 'running' ? { state: 'stopping', ...(why !== undefined && { stoppedBy: why }) } : {},
  )
}

/**
 * Sends one cancel after the other, each once: the host holds each back as the pacing asks. Whatever becomes of one is never tried
 * again by itself.
 */
export async function cancelAll(): Promise<void> {
  const { run } = useCancelRunStore.getState()
  if (run?.state !== 'asking') return
  change(() => ({ state: 'running' }))
  for (const order of run.orders) {
    if (useCancelRunStore.getState().run?.state !== 'running') break
    await cancelOne(order, run.profileId)
  }
  change(({ orders, outcomes }) => ({
    state: 'over',
    outcomes: new Map(orders.map(({ orderId }) => [orderId, outcomes.get(orderId) ?? { kind: 'not-sent' }])),
  }))
}

async function cancelOne({ orderId, account }: Order, profileId: string | undefined): Promise<void> {
  const now = useOrdersStore.getState().orders.get(orderId)
  if (now && !isWorking(now)) {
    settle(orderId, { kind: 'ended', status: now.status })
    return
  }
  const waitId = crypto.randomUUID()
  settle(orderId, { kind: 'sending', waitId })
  try {
    const { message } = await hostLink().call('orders.cancel', { accountId: account, orderId, waitId, profileId })
    settle(orderId, { kind: 'sent', message })
  } catch (error) {
    const code = error instanceof RpcError ? error.code : 'internal'
    const wasSent = !(error instanceof RpcError) || mayHaveBeenSent(error.detail)
    const outcomeUnknown = isUnconfirmed(error)
    const withdrawn = code === 'cancelled' && !wasSent
    settle(orderId, withdrawn ? { kind: 'not-sent' } : { kind: 'failed', message: errorText(error), outcomeUnknown })
    if (ENDING.has(code)) stopRun(errorText(error))
  } finally {
    forgetWait(waitId)
  }
}

function settle(orderId: string, outcome: CancelOutcome): void {
  change(({ outcomes }) => ({ outcomes: new Map(outcomes).set(orderId, outcome) }))
}

function change(by: (run: CancelRun) => Partial<CancelRun>): void {
  useCancelRunStore.setState(({ run }) => (run ? { run: { ...run, ...by(run) } } : {}))
}
