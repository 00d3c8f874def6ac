import { useRef } from 'react'
import type { QuoteView } from '../../../../shared/contract/ticket-views.ts'
import { ordersOfTicket } from '../../../../shared/domain/attached-orders.ts'
import { isSameContract } from '../../../../shared/domain/combo.ts'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { orderTypeInfo, TIME_IN_FORCE_LABELS } from '../../../../shared/domain/order-types.ts'
import { isWorking } from '../../../../shared/domain/orders.ts'
import { priceOfQuote } from '../../../../shared/domain/quote.ts'
import { useNow } from '../../../platform/use-now.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Message } from '../../../ui/message.tsx'
import { DisconnectedNote, NotArmedNote, OrderSummary, QuestionDialog } from '../../confirmation/index.ts'
import { RailFindings, useRailCheck } from '../../guard-rails/index.ts'
import { isWaiting, QueuedRequest, useWaitStore, withdrawRequest } from '../../waiting/index.ts'
import { algorithmText } from './algorithm/algorithm-form.ts'
import { AttachedSummary } from './attached/attached-summary.tsx'
import { describeBracketOutcome } from './attached/bracket-outcome.ts'
import { WarningMessage } from './contract-line.tsx'
import { lastDaysWarning, marketOrderWarning, reviewFacts } from './contract-texts.ts'
import { ChangeTable, OrderUpdates } from './order-changes.tsx'
import { describeNet, priceText, priceUnit, sizeWithUnit, valueText } from './order-text.ts'
import { quoteText } from './quote-line.tsx'
import { type FormatPrice, reviewPrices } from './review-prices.ts'
import { stopWarnings } from './stop-warnings.ts'
import { backToTicket, placeReviewed, replyToQuestion } from './ticket-actions.ts'
import type { PendingOrder, TicketPhase } from './ticket-machine.ts'
import { TicketPreview } from './ticket-preview.tsx'
import { useTicketStore } from './ticket-store.ts'

/** Dialog with the review of an order, followed by IBKR's order questions. */
export function PlacingDialog() {
  const phase = useTicketStore((data) => data.phase)
  switch (phase.kind) {
    case 'editing':
      return null
    case 'review':
    case 'placing':
      return <Review phase={phase} />
    case 'question':
    case 'replying':
      return (
        <QuestionDialog
          key={phase.question.replyId}
          question={phase.question}
          replying={phase.kind === 'replying'}
          confirm={phase.pending.change ? 'Submit changes' : placeLabel(phase.pending)}
          decline={phase.pending.change ? "Don't change" : "Don't place"}
          onReply={(confirmed) => void replyToQuestion(confirmed)}
        >
          <Summary pending={phase.pending} />
          <QueuedRequest waitId={phase.kind === 'replying' ? phase.waitId : undefined} />
          {phase.kind === 'question' && phase.failure && (
            <Message tone="bad" title={phase.failure.title} role="alert">
              {phase.failure.message}
            </Message>
          )}
        </QuestionDialog>
      )
  }
}

function Review({ phase }: { readonly phase: Extract<TicketPhase, { kind: 'review' | 'placing' }> }) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const isLive = useSessionStore((data) => data.view?.countsAs ?? 'live') === 'live'
  const connected = useIsConnected()
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const { order, change } = phase.pending
  const placing = phase.kind === 'placing'
  const rails = useRailCheck(
    { kind: 'ticket', order, ...(change && { orderId: change.orderId }) },
    { isPaused: placing },
  )
  // The question of IBKR states the value in the same currency, with the same factor.
  const pending: PendingOrder = { ...phase.pending, ...rails.check.contract }
  const backButton = useRef<HTMLButtonElement>(null)
  const sendButton = useRef<HTMLButtonElement>(null)
  const back = (): void => backToTicket(rails.check.findings)
  const waitId = placing ? phase.waitId : undefined
  const queued = useWaitStore(({ waits }) => waitId !== undefined && waits.has(waitId))
  const [action, busyAction] = change ? ['Submit changes', 'Submitting…'] : [placeLabel(pending), 'Placing…']
  return (
    <Dialog
      title={reviewTitle(pending)}
      acceptsKeys="when-visible"
      environment={environment}
      onClose={() => {
        // A request that was sent cannot be withdrawn, and its outcome must stay visible.
        if (waitId === undefined) back()
        else if (isWaiting(waitId)) void withdrawRequest(waitId)
      }}
    >
      <Summary pending={pending} />
      {!placing && (
        <RailFindings rails={rails} onLeave={back} back={backButton} send={isLive ? undefined : sendButton} />
      )}
      {!change && order.attached && <p className="hint">IBKR previews only order 1.</p>}
      {!change && <TicketPreview order={order} isPaused={placing} />}
      <NotArmedNote />
      <DisconnectedNote />
      <QueuedRequest waitId={waitId} />
      {!queued && (
        <div className="dialog-actions dialog-actions-pinned line-row">
          <Button ref={backButton} data-initial-focus={armed ? undefined : true} onClick={back} disabled={placing}>
            Back
          </Button>
          <Button
            ref={sendButton}
            look={isLive ? 'danger' : 'primary'}
            // With real money, Enter alone must not place the order.
            data-initial-focus={isLive ? undefined : true}
            busy={placing || rails.isWanted}
            disabled={placing || rails.isWanted || !connected || !armed || rails.isBlocked}
            onClick={() => rails.send((acknowledgement) => void placeReviewed(pending, acknowledgement))}
          >
            {placing ? busyAction : action}
          </Button>
        </div>
      )}
    </Dialog>
  )
}

function placeLabel({ order }: PendingOrder): string {
  const count = ordersOfTicket(order).length
  return count === 1 ? 'Place order' : `Place ${count} orders`
}

function reviewTitle({ order, change }: PendingOrder): string {
  if (change) return 'Review changes'
  return { bracket: 'Review bracket', oca: 'Review OCA group', none: 'Review order' }[order.attached?.kind ?? 'none']
}

/** Warns of stops that would trigger at once at the quote of the review. */
function StopWarnings({
  pending: { order, change },
  quote,
  format,
}: {
  readonly pending: PendingOrder
  readonly quote: QuoteView | undefined
  readonly format: FormatPrice
}) {
  const parent = useOrdersStore(({ orders }) => {
    const found = orders.get(orders.get(change?.orderId ?? '')?.parentId ?? '')
    return found && isWorking(found) ? found : undefined
  })
  const warnings = stopWarnings(order, quote, parent, format)
  if (warnings.length === 0) return null
  return (
    <Message tone="warn" title={warnings.length === 1 ? 'Check the stop price' : 'Check the stop prices'} role="alert">
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </Message>
  )
}

function Summary({ pending }: { readonly pending: PendingOrder }) {
  const { order, contract, currency, priceMagnifier, change } = pending
  const newest = useTicketStore(({ facts: { quote } }) => (isSameContract(quote, contract) ? quote : undefined))
  const listed = useOrdersStore(({ orders }) => orders.get(change?.orderId ?? ''))
  const rules = useTicketStore(({ facts }) => (isSameContract(facts.rules, contract) ? facts.rules : undefined))
  const underlying = useTicketStore(({ facts }) =>
    facts.underlying?.conid === rules?.underlying ? facts.underlying : undefined,
  )
  const now = useNow()
  const { format, quote } = reviewPrices({
    order,
    before: change?.before,
    increments: rules?.increments,
    quote: newest,
  })
  const kind = contractKindOf(contract.securityType)
  const price = priceText(order, format)
  const value = valueText(order, quote ?? {}, pending, contract)
  const shownPrice = priceMagnifier === undefined ? price : `${price} (prices in ${priceUnit(pending)})`
  const limit = orderTypeInfo(order.orderType).prices.find(({ role }) => role === 'limit')
  const limitPrice = limit && order[limit.wire]
  const net =
    kind === 'combo' && limitPrice !== undefined ? describeNet(order.side, limitPrice, pending, format) : undefined
  const types = ordersOfTicket(order).map((each) => each.order.orderType)
  const terms = [
    TIME_IN_FORCE_LABELS[order.timeInForce],
    order.outsideRegularHours && 'fills outside RTH',
    order.allOrNone && 'all or none',
    order.algorithm && `algorithm ${algorithmText(order.algorithm)}`,
  ]
  return (
    <>
      <OrderUpdates updates={change?.updates} format={format} />
      {change?.before && (
        <ChangeTable
          before={change.before}
          after={order}
          orderId={change.orderId}
          listed={listed}
          currency={currency}
          format={format}
        />
      )}
      <OrderSummary
        account={order.accountId}
        side={order.side}
        size={sizeWithUnit(order, contract, currency)}
        contractName={contract.symbol}
        description={[...new Set([kind === 'pair' && contract.symbol, contract.name, contract.exchange])]
          .filter(Boolean)
          .join(', ')}
        type={orderTypeInfo(order.orderType).label}
        price={[shownPrice, net].filter(Boolean).join(' · ')}
        value={kind === 'future' && rules ? undefined : value}
        facts={rules && reviewFacts(order, rules, { underlying, quote, value, now })}
        quote={quote && quoteText(quote, now)}
        timeInForce={terms.filter(Boolean).join(', ')}
      />
      <AttachedSummary
        ticket={order}
        format={format}
        outcome={describeBracketOutcome(order, { ...pending, last: priceOfQuote(quote?.last) })}
      />
      <StopWarnings pending={pending} quote={quote} format={format} />
      {rules && (
        <>
          <WarningMessage warning={marketOrderWarning(types, rules, quote, underlying)} />
          <WarningMessage warning={lastDaysWarning(rules, order.side, now)} />
        </>
      )}
    </>
  )
}
