import { useEffect, useRef } from 'react'
import type { ContractRules } from '../../../../shared/contract/ticket-views.ts'
import { type ContractId, contractIdOf, isSameContract } from '../../../../shared/domain/combo.ts'
import { formatAmount, sizeOf } from '../../../../shared/domain/order-size.ts'
import { isWorking } from '../../../../shared/domain/orders.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { type OrdersData, useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { isQuestionPossible, type MarginPreview, marginOf, rulesOf } from './ticket-machine.ts'
import { applyToTicket, useTicketStore } from './ticket-store.ts'

/** Time between two updates of position and buying power, in ms. Each update needs two paced requests. */
const REFRESH_MS = 30_000
/** Time between two previews of the margin per contract, in ms. Each is a paced request. */
const MARGIN_REFRESH_MS = 60_000
/** Time between two quotes of an option's underlying, in ms. Each is a paced request. */
const UNDERLYING_REFRESH_MS = 10_000

/** Returns the account of the ticket: the chosen account, or the session's selected account. */
export function useTicketAccount(): string | undefined {
  const chosen = useTicketStore((data) => data.form.accountId)
  const selected = useSessionStore(({ view }) =>
    view?.state.kind === 'ready' ? view.state.accounts.selected : undefined,
  )
  return chosen ?? selected
}

/** Reports whether the ticket may read from IBKR now. */
export function useCanRead(): boolean {
  const isReady = useSessionStore(({ view }) => view?.state.kind === 'ready')
  const isConnected = useIsConnected()
  // A request that precedes the reply to IBKR's question would cancel the question.
  const isPaused = useTicketStore(isQuestionPossible)
  return isReady && isConnected && !isPaused
}

/** Loads the contract rules, the position and the buying power, and keeps them up to date. */
export function useTicketFacts(): void {
  const { conid, conidex } = useTicketStore((data) => data.form.contract) ?? {}
  const visit = useTicketStore((data) => data.visit)
  const accountId = useTicketAccount()
  const isRead = useTicketStore((data) => rulesOf(data) !== undefined)
  const canRead = useCanRead()
  useEffect(() => {
    if (conid === undefined || !canRead || isRead) return
    const controller = new AbortController()
    const contract = contractIdOf({ conid, conidex })
    hostLink()
      .call('ticket.rules', contract, controller.signal)
      .then(
        (rules) => applyToTicket({ kind: 'facts-loaded', visit, contract, facts: { rules } }),
        (error: unknown) => {
          if (controller.signal.aborted) return
          const rulesFailure = { ...contract, message: errorText(error) }
          applyToTicket({ kind: 'facts-loaded', visit, contract, facts: { rulesFailure } })
        },
      )
    return () => controller.abort()
  }, [conid, conidex, canRead, isRead, visit])

  // A ticket that was checked while the session had no account yet has one now.
  useEffect(() => {
    if (accountId !== undefined) applyToTicket({ kind: 'account-known' })
  }, [accountId])

  const filled = useOrdersStore(({ orders }) =>
    countFilled(orders, conid === undefined ? undefined : { conid, conidex }),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: a fill changes the position
  useEffect(() => {
    if (conid === undefined || accountId === undefined || !canRead) return
    const controller = new AbortController()
    const contract = contractIdOf({ conid, conidex })
    const refresh = (): void => {
      if (document.hidden) return
      hostLink()
        .call('ticket.sizing', { ...contract, accountId }, controller.signal)
        .then(
          (read) => {
            const facts = { sizing: { ...read, ...contract, accountId }, sizingFailure: undefined }
            applyToTicket({ kind: 'facts-loaded', visit, contract, facts })
          },
          (error: unknown) => {
            if (controller.signal.aborted) return
            const sizingFailure = { ...contract, message: errorText(error) }
            applyToTicket({ kind: 'facts-loaded', visit, contract, facts: { sizingFailure } })
          },
        )
    }
    refresh()
    const timer = setInterval(refresh, REFRESH_MS)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [conid, conidex, accountId, canRead, filled, visit])
}

/** Keeps the quote of an option's underlying up to date. */
export function useUnderlyingQuote({ conid, conidex, underlying }: ContractRules): void {
  const visit = useTicketStore((data) => data.visit)
  const canRead = useCanRead()
  useEffect(() => {
    if (underlying === undefined || !canRead) return
    const controller = new AbortController()
    const contract = contractIdOf({ conid, conidex })
    const refresh = (): void => {
      if (document.hidden) return
      hostLink()
        .call('contracts.quote', { conid: underlying }, controller.signal)
        .then(
          (quote) =>
            applyToTicket({
              kind: 'facts-loaded',
              visit,
              contract,
              facts: { underlying: { conid: underlying, quote } },
            }),
          (error: unknown) => {
            if (controller.signal.aborted) return
            const failed = { conid: underlying, failure: errorText(error) }
            applyToTicket({ kind: 'facts-loaded', visit, contract, facts: { underlying: failed } })
          },
        )
    }
    refresh()
    const timer = setInterval(refresh, UNDERLYING_REFRESH_MS)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [conid, conidex, underlying, canRead, visit])
}

/** Reads IBKR's preview of one contract at the market, for each contract, account and side, and keeps it up to date. */
export function useMarginPreview({ conid }: ContractRules): void {
  const visit = useTicketStore((data) => data.visit)
  const { side } = useTicketStore((data) => data.form)
  const accountId = useTicketAccount()
  const canRead = useCanRead()
  const isKnown = useRef(false)
  isKnown.current = useTicketStore((data) => marginOf(data, accountId) !== undefined)
  useEffect(() => {
    if (accountId === undefined || !canRead) return
    const controller = new AbortController()
    const about = { conid, accountId, side }
    const order = { ...about, orderType: 'MKT', quantity: 1, timeInForce: 'DAY', manualIndicator: true } as const
    const note = (result: Partial<Pick<MarginPreview, 'preview' | 'failure'>>): void => {
      const margin = { ...about, at: Date.now(), ...result }
      applyToTicket({ kind: 'facts-loaded', visit, contract: { conid }, facts: { margin } })
    }
    const refresh = (): void => {
      if (document.hidden) return
      hostLink()
        .call('ticket.preview', order, controller.signal)
        .then(
          (preview) => note({ preview }),
          (error: unknown) => {
            // After a failure, the previous preview stays visible with its age.
            if (!controller.signal.aborted && !isKnown.current) note({ failure: errorText(error) })
          },
        )
    }
    if (!isKnown.current) refresh()
    const timer = setInterval(refresh, MARGIN_REFRESH_MS)
    return () => {
      clearInterval(timer)
      controller.abort()
    }
  }, [conid, accountId, side, canRead, visit])
}

type Orders = ReturnType<typeof useOrdersStore.getState>['orders']

function countFilled(orders: Orders, contract: ContractId | undefined): number {
  let filled = 0
  if (contract !== undefined)
    for (const order of orders.values()) if (isSameContract(order, contract)) filled += order.filled ?? 0
  return filled
}

/**
 * Describes the working orders of a contract and account: "2 (buy 300)", "3 (buy 300, buy 2,500 CAD)". "…" before IBKR
 * has sent its first list.
 */
export function describeOpenOrders(
  { orders, health }: Pick<OrdersData, 'orders' | 'health'>,
  contract: ContractId | undefined,
  accountId: string | undefined,
): string {
  let count = 0
  /** Remaining amounts by side and currency: `buy ` in units, `buy CAD` in money. */
  const amounts = new Map<string, number>()
  /** The largest amount of each group whose orders reduce each other, by the key of its amount. */
  const groups = new Map<string, number>()
  for (const order of orders.values()) {
    if (!isSameContract(order, contract) || order.account !== accountId || !isWorking(order)) continue
    count += 1
    const { remaining = 0, currency } = sizeOf(order)
    if (order.side === undefined || remaining === 0) continue
    const key = `${order.side.toLowerCase()} ${currency ?? ''}`
    const { parentId, ocaGroup = parentId } = order
    const group = `${ocaGroup} ${key}`
    const counted = ocaGroup === undefined ? 0 : (groups.get(group) ?? 0)
    groups.set(group, Math.max(counted, remaining))
    amounts.set(key, (amounts.get(key) ?? 0) + Math.max(0, remaining - counted))
  }
  if (count === 0) return health.kind === 'waiting' ? '…' : 'None'
  const texts = [...amounts.keys()].sort().map((key) => {
    const [side, currency] = key.split(' ')
    return `${side} ${formatAmount(amounts.get(key), currency)}`
  })
  return texts.length === 0 ? String(count) : `${count} (${texts.join(', ')})`
}
