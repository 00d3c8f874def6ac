import type { ContractRules } from '../../../../shared/contract/ticket-views.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatMoney } from '../../../../shared/domain/format-money.ts'
import { priceOfQuote } from '../../../../shared/domain/quote.ts'
import { useNow } from '../../../platform/use-now.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { formatSpan } from '../../../ui/format-time.ts'
import { Message } from '../../../ui/message.tsx'
import { isExpired } from './check-ticket.ts'
import {
  type ContractWarning,
  describeIntrinsicValue,
  describeTerms,
  describeTick,
  lastDaysWarning,
  marketOrderWarning,
} from './contract-texts.ts'
import { useMarginPreview, useTicketAccount, useUnderlyingQuote } from './ticket-facts.ts'
import { marginOf, quoteOf, rulesOf, underlyingOf } from './ticket-machine.ts'
import { marginChange } from './ticket-preview.tsx'
import { useTicketStore } from './ticket-store.ts'

/** The terms of a contract other than a share, and what they mean for one contract. */
export function ContractLine() {
  const rules = useTicketStore(rulesOf)
  const now = useNow()
  if (rules === undefined) return null
  // The field of the contract says that it has expired.
  if (isExpired(rules, now)) return <p className="hint">{describeTerms(rules, now).join(' · ')}</p>
  switch (contractKindOf(rules.assetClass)) {
    case 'option':
    case 'combo':
      return <OptionLine rules={rules} />
    case 'future':
      return <FutureLine rules={rules} />
    default:
      return null
  }
}

function OptionLine({ rules }: { readonly rules: ContractRules }) {
  useUnderlyingQuote(rules)
  const underlying = useTicketStore(underlyingOf)
  const now = useNow()
  const terms = [...describeTerms(rules, now), underlying && describeIntrinsicValue(rules, underlying)].filter(Boolean)
  return terms.length === 0 ? null : <p className="hint">{terms.join(' · ')}</p>
}

function FutureLine({ rules }: { readonly rules: ContractRules }) {
  const last = useTicketStore((data) => priceOfQuote(quoteOf(data)?.last))
  const now = useNow()
  const tick = describeTick(rules, last)
  return (
    <>
      <p className="hint">{[tick, ...describeTerms(rules, now)].filter(Boolean).join(' · ')}</p>
      <MarginLine rules={rules} />
    </>
  )
}

/** Warnings about the contract and the order of the ticket. They are below the fields, so that no field moves. */
export function ContractWarnings() {
  const rules = useTicketStore(rulesOf)
  const underlying = useTicketStore(underlyingOf)
  const { orderType, side } = useTicketStore((data) => data.form)
  const quote = useTicketStore(quoteOf)
  const now = useNow()
  if (rules === undefined || isExpired(rules, now)) return null
  return (
    <>
      <WarningMessage warning={marketOrderWarning([orderType], rules, quote, underlying)} />
      <WarningMessage warning={lastDaysWarning(rules, side, now)} />
    </>
  )
}

/** Margin that one more contract needs, by IBKR's preview. */
function MarginLine({ rules }: { readonly rules: ContractRules }) {
  useMarginPreview(rules)
  const accountId = useTicketAccount()
  const margin = useTicketStore((data) => marginOf(data, accountId))
  const baseCurrency = useTicketStore(({ facts }) => facts.sizing?.buyingPower?.currency)
  const isPractice = useSessionStore(({ view }) => view?.environment === 'practice')
  const now = useNow()
  if (accountId === undefined) return null
  const source = isPractice ? 'simulated, not IBKR’s figures' : 'IBKR’s preview'
  return <p className="hint">{`Margin per contract ${marginText(margin, { source, baseCurrency, now })}`}</p>
}

interface MarginContext {
  readonly source: string
  readonly baseCurrency: string | undefined
  readonly now: number
}

/** Returns the margin of one contract with its source and age, or why it is unknown. */
export function marginText(margin: ReturnType<typeof marginOf>, { source, baseCurrency, now }: MarginContext): string {
  if (margin === undefined) return `… (${source})`
  if (margin.preview === undefined) return `unknown: ${margin.failure ?? 'no preview'} (${source})`
  const { initialMargin, maintenanceMargin, rejection } = margin.preview
  const [initial, maintenance] = [initialMargin, maintenanceMargin].map(
    (amount) => amount && marginChange(amount, baseCurrency),
  )
  if (initial === undefined) return `unknown: ${rejection ?? 'the preview states none'} (${source})`
  const text = formatMargin(initial)
  const amounts = maintenance === undefined ? text : `${text}, maintenance ${formatMargin(maintenance)}`
  return `${amounts} (${source}, ${formatSpan(now - margin.at)} ago)`
}

type Amount = NonNullable<ReturnType<typeof marginChange>>

const formatMargin = ({ amount, currency }: Amount): string =>
  currency === undefined ? String(amount) : formatMoney(amount, currency)

/** Shows a warning about a contract or an order of it. */
export function WarningMessage({ warning }: { readonly warning: ContractWarning | undefined }) {
  if (warning === undefined) return null
  return (
    <Message tone="warn" title={warning.title} role="status">
      {warning.reasons.map((reason) => (
        <p key={reason}>{reason}</p>
      ))}
    </Message>
  )
}
