import { type FormEvent, useState } from 'react'
import type { Order } from '../../../../shared/domain/orders.ts'
import { useIsConnected } from '../../../stores/link-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/field.tsx'
import { formatNumber } from '../../../ui/format-number.ts'
import { DisconnectedNote } from '../../confirmation/disconnected-note.tsx'
import { NotArmedNote } from '../../confirmation/not-armed-note.tsx'
import { priceOf } from '../../confirmation/order-price.ts'
import { EnvironmentBadge, environmentMeaning } from '../../session/index.ts'
import { QueuedRequest } from '../../waiting/queued-request.tsx'
import { outcomeCounts, outcomeWords } from './cancel-outcome-text.ts'
import { cancelAll, forgetRun, stopRun } from './cancel-run.ts'
import { type CancelOutcome, NOT_YET, useCancelRunStore } from './cancel-run-store.ts'

/** Cancelling many orders: how many is typed, each has its result, and it can be stopped between two. */
export function CancelAllDialog() {
  const run = useCancelRunStore((data) => data.run)
  const environment = useSessionStore((data) => data.view?.environment) ?? 'unknown'
  if (!run) return null
  const count = run.orders.length
  const noun = count === 1 ? 'order' : 'orders'
  const leave = run.state === 'asking' || run.state === 'over' ? forgetRun : () => stopRun()
  return (
    <Dialog
      title={
        run.state === 'asking'
          ? `Cancel ${formatNumber(count)} working ${noun}?`
          : `Cancelling ${formatNumber(count)} ${noun}`
      }
      role="alertdialog"
      size="large"
      environment={environment}
      onClose={leave}
    >
      <p className="dialog-text">
        <EnvironmentBadge environment={environment} /> {environmentMeaning(environment)}. These are the working orders
        that the list shows now. Each is a request of its own; what was filled stays filled.
      </p>
      <ul className="cancel-list" aria-label="Orders to cancel" tabIndex={-1}>
        {run.orders.map((order) => (
          <Line
            key={order.orderId}
            order={order}
            outcome={run.outcomes.get(order.orderId) ?? NOT_YET}
            asking={run.state === 'asking'}
          />
        ))}
      </ul>
      {run.state === 'asking' ? <Ask count={count} /> : <Progress />}
    </Dialog>
  )
}

interface LineProps {
  readonly order: Order
  readonly outcome: CancelOutcome
  readonly asking: boolean
}

function Line({ order, outcome, asking }: LineProps) {
  const { text, tone } = outcomeWords(outcome)
  return (
    <li className="cancel-line">
      <span>
        <span className="side" data-side={order.side === 'BUY' ? 'buy' : 'sell'}>
          {order.side}
        </span>{' '}
        {formatNumber(order.remaining)} <strong>{order.symbol}</strong>
      </span>
      <span className="cancel-price">{priceOf(order)}</span>
      <span className="cancel-account">
        {order.account} · {order.orderId}
      </span>
      {!asking && (
        <span className="cancel-outcome" data-tone={tone} title={text}>
          {text}
        </span>
      )}
    </li>
  )
}

function Ask({ count }: { readonly count: number }) {
  const connected = useIsConnected()
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim().replaceAll(',', '') === String(count)) void cancelAll()
    else setProblem(`Type ${count}, the number of orders above.`)
  }
  return (
    <form onSubmit={submit}>
      <NotArmedNote />
      <DisconnectedNote />
      <Field label={`Type the number of orders, ${formatNumber(count)}, to confirm`} error={problem}>
        {(control) => (
          <input
            {...control}
            className="input input-number cancel-number"
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
        <Button onClick={forgetRun}>Keep them</Button>
        <Button look="danger" type="submit" disabled={!connected || !armed || typed.trim() === ''}>
          Cancel {formatNumber(count)} {count === 1 ? 'order' : 'orders'}
        </Button>
      </div>
    </form>
  )
}

function Progress() {
  const run = useCancelRunStore((data) => data.run)
  if (!run) return null
  const settled = [...run.outcomes.values()].filter(({ kind }) => kind !== 'sending')
  const isOver = run.state === 'over'
  return (
    <>
      <p className="cancel-progress" role="status">
        {isOver ? 'Over' : `${formatNumber(settled.length)} of ${formatNumber(run.orders.length)}`}:{' '}
        {outcomeCounts(run.outcomes.values())}.
        {isOver && ' IBKR has taken the request where it was sent; the list shows what becomes of each order.'}
      </p>
      <QueuedRequest waitId={[...run.outcomes.values()].find((outcome) => outcome.kind === 'sending')?.waitId} />
      {run.stoppedBy !== undefined && (
        <p className="dialog-note" role="alert">
          Stopped: {run.stoppedBy} Nothing is sent again by itself.
        </p>
      )}
      <div className="dialog-actions">
        {isOver ? (
          <Button look="primary" onClick={forgetRun}>
            Close
          </Button>
        ) : (
          <Button busy={run.state === 'stopping'} disabled={run.state === 'stopping'} onClick={() => stopRun()}>
            {run.state === 'stopping' ? 'Stopping after this one…' : 'Stop'}
          </Button>
        )}
      </div>
    </>
  )
}
