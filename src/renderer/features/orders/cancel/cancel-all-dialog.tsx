import { type FormEvent, useState } from 'react'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { formatRemaining, formatTrade } from '../../../../shared/domain/order-size.ts'
import type { Order } from '../../../../shared/domain/orders.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { mayCancel, useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { DisconnectedNote, EnvironmentLine, orderTermsOf, Side, UnarmedCancelNote } from '../../confirmation/index.ts'
import { QueuedRequest } from '../../waiting/index.ts'
import { countOf, outcomeCounts, outcomeText } from '../texts.ts'
import { alsoEndsText, endedBy } from './cancel-effects.ts'
import { type CancelOutcome, type CancelRun, cancelAll, closeRun, stopRun, useCancelRunStore } from './cancel-run.ts'

const WAITING: CancelOutcome = { kind: 'waiting' }

/** Dialog that cancels many orders. The user confirms by entering the number of orders. */
export function CancelAllDialog() {
  const run = useCancelRunStore((data) => data.run)
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  if (!run) return null
  const isOpen = run.state === 'asking' || run.state === 'over'
  return (
    <Dialog
      title={titleOf(run)}
      role="alertdialog"
      size="large"
      environment={environment}
      onClose={() => (isOpen ? closeRun() : stopRun())}
    >
      <EnvironmentLine environment={environment} />
      <p className="dialog-text">{run.state === 'asking' && requestsText(run)} Earlier fills are unaffected.</p>
      <ul className="cancel-list scroll line-below" aria-label="Orders to cancel" tabIndex={-1}>
        {run.orders.map((order) => (
          <Line
            key={order.orderId}
            order={order}
            outcome={run.state === 'asking' ? undefined : (run.outcomes.get(order.orderId) ?? WAITING)}
          />
        ))}
      </ul>
      {run.state === 'asking' ? (
        <>
          <OthersNote run={run} />
          <Confirm count={run.orders.length} />
        </>
      ) : (
        <Progress run={run} />
      )}
    </Dialog>
  )
}

function titleOf({ state, orders, outcomes }: CancelRun): string {
  if (state === 'asking') return `Cancel ${countOf(orders.length, 'working order')}?`
  if (state !== 'over') return `Cancelling ${countOf(orders.length, 'order')}`
  const sent = [...outcomes.values()].filter(({ kind }) => kind === 'sent').length
  return `${countOf(sent, 'cancel')} sent`
}

/** Describes the requests of a run that has not started. */
function requestsText({ orders }: CancelRun): string {
  const isChild = ({ parentId }: Order): boolean => orders.some(({ orderId }) => orderId === parentId)
  return orders.some(isChild)
    ? 'Each order is cancelled with a separate request. IBKR cancels the children of a cancelled parent itself: they are sent a request only if they still work 2 seconds later.'
    : 'Each of these working orders is cancelled with a separate request.'
}

/** Names other working orders that IBKR cancels with those of the run. */
function OthersNote({ run }: { readonly run: CancelRun }) {
  const orders = useOrdersStore((data) => data.orders)
  const text = alsoEndsText(endedBy(run.orders, orders.values()))
  if (text === undefined) return null
  return (
    <p className="dialog-note" role="note">
      {text}
    </p>
  )
}

function Line({ order, outcome }: { readonly order: Order; readonly outcome: CancelOutcome | undefined }) {
  const shown = outcome && outcomeText(outcome)
  return (
    <li className="cancel-line line-row">
      <span>
        <Side side={order.side} otherSide={order.otherSide} />{' '}
        <strong>{formatTrade(formatRemaining(order), order.contractName)}</strong>
      </span>
      <span className="ellipsis secondary">{orderTermsOf(order)}</span>
      <span className="ellipsis secondary">
        {order.account} · {order.orderId}
      </span>
      {shown && (
        <span className="ellipsis tone" data-tone={shown.tone} title={shown.text}>
          {shown.text}
        </span>
      )}
    </li>
  )
}

function Confirm({ count }: { readonly count: number }) {
  const connected = useIsConnected()
  const allowed = useSessionStore(mayCancel)
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim().replaceAll(',', '') === String(count)) void cancelAll()
    else setProblem(`Enter ${count}.`)
  }
  return (
    <form className="part" onSubmit={submit}>
      <UnarmedCancelNote />
      <DisconnectedNote />
      <Field label={`Enter the number of orders (${formatNumber(count)}) to confirm`} error={problem}>
        {(control) => (
          <input
            {...control}
            className="input align-end cancel-number"
            data-initial-focus
            inputMode="numeric"
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value)
              setProblem(undefined)
            }}
          />
        )}
      </Field>
      <div className="dialog-actions">
        <Button onClick={closeRun}>Keep orders</Button>
        <Button look="danger" type="submit" disabled={!connected || !allowed || typed.trim() === ''}>
          Cancel {countOf(count, 'order')}
        </Button>
      </div>
    </form>
  )
}

function Progress({ run: { state, orders, outcomes, stoppedBy } }: { readonly run: CancelRun }) {
  const sending = [...outcomes.values()].find((outcome) => outcome.kind === 'sending')
  const done = outcomes.size - (sending ? 1 : 0)
  const isOver = state === 'over'
  return (
    <>
      <p className="part" role="status">
        {!isOver && `${formatNumber(done)} of ${formatNumber(orders.length)}: `}
        {outcomeCounts(outcomes.values())}.{isOver && ' The order list shows when IBKR confirms each cancel.'}
      </p>
      <QueuedRequest waitId={sending?.waitId} />
      {stoppedBy !== undefined && (
        <p className="dialog-note" role="alert">
          Stopped: {stoppedBy} Cancels are not retried.
        </p>
      )}
      <div className="dialog-actions">
        {isOver ? (
          <Button look="primary" onClick={closeRun}>
            Close
          </Button>
        ) : (
          <Button busy={state === 'stopping'} disabled={state === 'stopping'} onClick={() => stopRun()}>
            {state === 'stopping' ? 'Stopping…' : 'Stop'}
          </Button>
        )}
      </div>
    </>
  )
}
