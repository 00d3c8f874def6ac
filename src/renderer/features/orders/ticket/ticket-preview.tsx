import { useEffect, useState } from 'react'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import type { ContractRules, OrderPreview, PreviewedAmount } from '../../../../shared/contract/ticket-views.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { numberOf } from '../../../../shared/domain/read-value.ts'
import { errorText } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Message } from '../../../ui/message.tsx'
import { UNKNOWN_COMBO_VALUE } from './order-text.ts'
import { rulesOf } from './ticket-machine.ts'
import { useTicketStore } from './ticket-store.ts'

type Preview =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly preview: OrderPreview }
  | { readonly kind: 'failed'; readonly message: string }

interface TicketPreviewProps {
  readonly order: OrderTicket
  /** Whether the order is being sent. This cancels a preview that is still loading. */
  readonly isPaused?: boolean
}

/** IBKR's preview of an order: commission, margin before and after, and warnings. */
export function TicketPreview({ order, isPaused = false }: TicketPreviewProps) {
  const [state, setState] = useState<Preview>({ kind: 'loading' })
  const baseCurrency = useTicketStore(({ facts }) => facts.sizing?.buyingPower?.currency)
  const rules = useTicketStore(rulesOf)
  const content = JSON.stringify(order)
  useEffect(() => {
    if (isPaused) return
    const controller = new AbortController()
    setState({ kind: 'loading' })
    hostLink()
      .call('ticket.preview', JSON.parse(content) as OrderTicket, controller.signal)
      .then(
        (preview) => setState({ kind: 'known', preview }),
        (error: unknown) => {
          if (!controller.signal.aborted) setState({ kind: 'failed', message: errorText(error) })
        },
      )
    return () => controller.abort()
  }, [content, isPaused])
  if (state.kind === 'loading') return isPaused ? null : <p className="padded-block tertiary">Loading preview…</p>
  if (state.kind === 'failed') {
    return (
      <p className="hint" data-tone="warn" role="status">
        No preview: {state.message} The order itself is unaffected.
      </p>
    )
  }
  const { commission, total, initialMargin, maintenanceMargin, warnings, rejection } = state.preview
  const change = (amount: PreviewedAmount | undefined) =>
    amount && `${moneyText(amount.before, baseCurrency)} → ${withoutCurrency(moneyText(amount.after, baseCurrency))}`
  return (
    <section ref={scrollTo} className="stack" aria-label="Preview">
      {rejection !== undefined && (
        <Message tone="bad" title="IBKR would reject this order" role="alert">
          {rejection}
        </Message>
      )}
      <Facts
        facts={[
          ['Commission', commission && moneyText(commission)],
          ['Total', total && totalText(total, rules)],
          ['Initial margin', change(initialMargin)],
          ['Maintenance', change(maintenanceMargin)],
        ]}
      />
      {warnings.length > 0 && (
        <Message tone="warn" title={warnings.length === 1 ? 'Warning from IBKR' : 'Warnings from IBKR'} role="status">
          {warnings.map((warning) => (
            <p key={warning}>{warning}</p>
          ))}
        </Message>
      )}
    </section>
  )
}

/**
 * Returns what an order costs with its commission. Futures are not paid for: IBKR's total is their notional. The legs of a
 * combo with different multipliers have no certain value.
 */
export function totalText(total: string, rules: ContractRules | undefined): string | undefined {
  const { legs, assetClass, pointValue } = rules ?? {}
  const classes = legs?.map((leg) => leg.assetClass) ?? [assetClass]
  if (classes.some(isFuture)) return undefined
  return legs !== undefined && pointValue === undefined ? UNKNOWN_COMBO_VALUE : moneyText(total)
}

/** Reports whether an asset class is a future. Options on futures are paid for. */
const isFuture = (assetClass: string | undefined): boolean => contractKindOf(assetClass) === 'future'

const withoutCurrency = (money: string): string => money.replace(/^(-?)[A-Z]{3} /, '$1')

const scrollTo = (preview: HTMLElement | null): void => preview?.scrollIntoView({ block: 'nearest' })

/**
 * Returns how an order changes an amount of the account; undefined for a text that is not a number. `otherwise`: currency
 * of an amount without one.
 */
export function marginChange(
  { before, after }: PreviewedAmount,
  otherwise?: string,
): { readonly amount: number; readonly currency: string | undefined } | undefined {
  const [from, to] = [readMoney(before), readMoney(after)]
  if (from === undefined || to === undefined) return undefined
  return { amount: to.amount - from.amount, currency: to.currency ?? otherwise }
}

/** Reads an amount from IBKR, such as `1,978.6 USD (10 Shares)`. Undefined for any other text. */
function readMoney(text: string) {
  const [, digits, currency, rest = ''] = /^(-?[\d,]*\.?\d+)(?: ([A-Z]{3}))?( .*)?$/.exec(text) ?? []
  const amount = numberOf(digits)
  return amount === undefined ? undefined : { amount, currency, rest }
}

/**
 * Formats an amount from IBKR, such as "1,978.6 USD". `otherwise`: currency of an amount without one. Returns other
 * text unchanged.
 */
export function moneyText(text: string, otherwise?: string): string {
  const { amount, currency = otherwise, rest } = readMoney(text) ?? {}
  return amount === undefined || currency === undefined ? text : formatMoney(amount, currency) + rest
}
