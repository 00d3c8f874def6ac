import type { ReactNode } from 'react'
import type { OrderTicket } from '../../../../shared/contract/schemas.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { DisconnectedNote } from '../../confirmation/disconnected-note.tsx'
import { NotArmedNote } from '../../confirmation/not-armed-note.tsx'
import { OrderSummary } from '../../confirmation/order-summary.tsx'
import { QuestionDialog } from '../../confirmation/question-dialog.tsx'
import { QueuedRequest } from '../../waiting/queued-request.tsx'
import { useWaitStore } from '../../waiting/wait-store.ts'
import { isWaiting, withdrawRequest } from '../../waiting/waiting-actions.ts'
import { orderDifferences } from './order-differences.ts'
import { backToTicket, placeOrder, replyToQuestion } from './ticket-actions.ts'
import { ORDER_TYPE_WORDS, TIME_IN_FORCE_WORDS, valueWords } from './ticket-form.ts'
import { type PendingOrder, useTicketStore } from './ticket-store.ts'

/** The last word before an order goes out, and the questions that IBKR asks about it. */
export function PlacingDialog() {
  const phase = useTicketStore((data) => data.phase)
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const isLive = useSessionStore((data) => data.view?.countsAs ?? 'live') === 'live'
  const connected = useIsConnected()
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const waiting = useWaitStore(({ waits }) => phase.kind === 'placing' && waits.has(phase.waitId))
  switch (phase.kind) {
    case 'editing':
      return null
    case 'review':
    case 'placing': {
      const placing = phase.kind === 'placing'
      return (
        <Dialog
          key="review"
          title={phase.pending.change ? 'Review change' : 'Review order'}
          environment={environment}
          onClose={() => (phase.kind === 'placing' ? withdrawWaiting(phase.waitId) : backToTicket())}
        >
          <Summary pending={phase.pending} />
          <NotArmedNote />
          <DisconnectedNote />
          <QueuedRequest waitId={phase.kind === 'placing' ? phase.waitId : undefined} />
          {!waiting && (
            <Actions>
              <Button data-initial-focus={armed ? undefined : true} onClick={backToTicket} disabled={placing}>
                Back
              </Button>
              <Button
                look={isLive ? 'danger' : 'primary'}
                // With real money the hand has to move once more.
                data-initial-focus={isLive ? undefined : true}
                busy={placing}
                disabled={placing || !connected || !armed}
                onClick={() => void placeOrder(phase.pending)}
              >
                {phase.pending.change
                  ? placing
                    ? 'Sending…'
                    : 'Send the change'
                  : placing
                    ? 'Placing…'
                    : 'Place order'}
              </Button>
            </Actions>
          )}
        </Dialog>
      )
    }
    case 'question':
      return (
        <QuestionDialog
          key={phase.question.replyId}
          question={phase.question}
          replying={phase.replying}
          doing={phase.pending.change ? 'change it' : 'place it'}
          onAnswer={(confirmed) => void replyToQuestion(confirmed)}
        >
          <Summary pending={phase.pending} />
          <QueuedRequest waitId={phase.waitId} />
        </QuestionDialog>
      )
  }
}

/** Once it has left it cannot be called back: closing the dialog would only hide what happens. */
function withdrawWaiting(waitId: string): void {
  if (isWaiting(waitId)) void withdrawRequest(waitId)
}

const Actions = ({ children }: { readonly children: ReactNode }) => <div className="dialog-actions">{children}</div>

function Summary({ pending: { order, contract, price, change } }: { readonly pending: PendingOrder }) {
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  const quote = useTicketStore((data) => data.quote)
  const last = quote?.conid === contract.conid ? quote.last : undefined
  return (
    <>
      {change?.before && <Differences before={change.before} after={order} orderId={change.orderId} />}
      <OrderSummary
        environment={environment}
        account={order.accountId}
        side={order.side}
        quantity={order.quantity}
        symbol={contract.symbol}
        description={`${contract.name}, ${contract.exchange}`}
        type={ORDER_TYPE_WORDS[order.orderType]}
        price={price}
        value={valueWords(order, last)}
        timeInForce={`${TIME_IN_FORCE_WORDS[order.timeInForce]}${order.outsideRegularHours ? ', also outside hours' : ''}${order.allOrNone ? ', all or none' : ''}`}
      />
    </>
  )
}

/** Before and after, and nothing of what stays. */
function Differences({
  before,
  after,
  orderId,
}: {
  readonly before: OrderTicket
  readonly after: OrderTicket
  readonly orderId: string
}) {
  return (
    <table className="differences">
      <caption>Changes of order {orderId}</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Now</th>
          <th scope="col">Then</th>
        </tr>
      </thead>
      <tbody>
        {orderDifferences(before, after).map((each) => (
          <tr key={each.name}>
            <th scope="row">{each.name}</th>
            <td>{each.before}</td>
            <td>
              <strong>{each.after}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
