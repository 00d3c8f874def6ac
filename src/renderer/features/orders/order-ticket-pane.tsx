import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSessionStore } from '../../stores/session-store.ts'
import { changeTicket, useTicketStore } from '../../stores/ticket-store.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { EnvironmentBadge } from '../session/environment-badge.tsx'
import { NotArmedNote } from './not-armed-note.tsx'
import { closeOrderPane } from './orders-actions.ts'
import { PlacingDialog } from './placing-dialog.tsx'
import { QuoteLine } from './quote-line.tsx'
import { SymbolSearch } from './symbol-search.tsx'
import { reviewTicket } from './ticket-actions.ts'
import { TicketFailureMessage } from './ticket-failure.tsx'
import {
  ORDER_TYPE_WORDS,
  ORDER_TYPES,
  TIME_IN_FORCE_WORDS,
  TIMES_IN_FORCE,
  takesLimit,
  takesStop,
} from './ticket-form.ts'

/** A new order. Enter reviews it; nothing is sent before the review was confirmed. */
export function OrderTicketPane() {
  const form = useTicketStore((data) => data.form)
  const problems = useTicketStore((data) => data.problems)
  const phase = useTicketStore((data) => data.phase)
  const view = useSessionStore((data) => data.view)
  const accounts = view?.state.kind === 'ready' ? view.state.accounts : undefined
  const failure = phase.kind === 'editing' ? phase.failure : undefined
  const ticket = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // The first field with a problem is where the work goes on.
    if (Object.keys(problems).length > 0) ticket.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [problems])

  return (
    <aside className="side-pane" aria-label="Order ticket" data-environment={view?.environment}>
      <header className="pane-head">
        <h2>New order</h2>
        {view && <EnvironmentBadge environment={view.environment} />}
        <span className="spring" />
        <Button
          look="quiet"
          icon={<X size={14} aria-hidden="true" />}
          aria-label="Close the ticket"
          title="Close (Esc); the ticket is kept"
          onClick={closeOrderPane}
        />
      </header>
      <form
        ref={ticket}
        className="pane-body ticket"
        aria-label="Order ticket"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          reviewTicket()
        }}
      >
        {failure && <TicketFailureMessage failure={failure} />}
        {!failure?.notArmed && <NotArmedNote />}
        <SymbolSearch
          contract={form.contract}
          problem={problems.contract}
          onChoose={(contract) => changeTicket({ contract })}
        />
        {form.contract && (
          <QuoteLine
            key={form.contract.conid}
            conid={form.contract.conid}
            onPick={(price) => changeTicket(takesStop(form.orderType) ? { stopPrice: price } : { limitPrice: price })}
          />
        )}
        <Segmented
          label="Side"
          options={[
            { value: 'BUY', label: 'Buy', tone: 'buy' },
            { value: 'SELL', label: 'Sell', tone: 'sell' },
          ]}
          value={form.side}
          onChange={(side) => changeTicket({ side })}
        />
        <div className="field-pair">
          <Field label="Quantity" error={problems.quantity}>
            {(control) => (
              <input
                {...control}
                className="input input-number"
                inputMode="decimal"
                autoComplete="off"
                placeholder="100"
                value={form.quantity}
                onChange={(event) => changeTicket({ quantity: event.target.value })}
              />
            )}
          </Field>
          <Field label="Order type">
            {(control) => (
              <select
                {...control}
                className="input"
                value={form.orderType}
                onChange={(event) => changeTicket({ orderType: event.target.value as (typeof ORDER_TYPES)[number] })}
              >
                {ORDER_TYPES.map((type) => (
                  <option key={type} value={type}>
                    {ORDER_TYPE_WORDS[type]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        {form.orderType !== 'MKT' && (
          <div className="field-pair">
            {takesStop(form.orderType) && (
              <PriceField
                label="Stop price"
                value={form.stopPrice}
                problem={problems.stopPrice}
                onChange={(stopPrice) => changeTicket({ stopPrice })}
              />
            )}
            {takesLimit(form.orderType) && (
              <PriceField
                label="Limit price"
                value={form.limitPrice}
                problem={problems.limitPrice}
                onChange={(limitPrice) => changeTicket({ limitPrice })}
              />
            )}
          </div>
        )}
        <div className="field-pair">
          <Field label="Time in force">
            {(control) => (
              <select
                {...control}
                className="input"
                value={form.timeInForce}
                onChange={(event) =>
                  changeTicket({ timeInForce: event.target.value as (typeof TIMES_IN_FORCE)[number] })
                }
              >
                {TIMES_IN_FORCE.map((time) => (
                  <option key={time} value={time}>
                    {TIME_IN_FORCE_WORDS[time]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label="Account" error={problems.accountId}>
            {(control) => (
              <select
                {...control}
                className="input"
                value={form.accountId ?? accounts?.selected ?? ''}
                onChange={(event) => changeTicket({ accountId: event.target.value })}
              >
                {!accounts && <option value="">not known yet</option>}
                {accounts?.accounts.map((account) => (
                  <option key={account}>{account}</option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <label className="check">
          <input
            type="checkbox"
            checked={form.outsideRegularHours}
            onChange={(event) => changeTicket({ outsideRegularHours: event.target.checked })}
          />
          Also outside regular trading hours
        </label>
        <div className="pane-actions">
          <Button look="primary" type="submit" keys="Enter">
            Review order
          </Button>
        </div>
      </form>
      <PlacingDialog />
    </aside>
  )
}

interface PriceFieldProps {
  readonly label: string
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

function PriceField({ label, value, problem, onChange }: PriceFieldProps) {
  return (
    <Field label={label} error={problem}>
      {(control) => (
        <input
          {...control}
          className="input input-number"
          inputMode="decimal"
          autoComplete="off"
          placeholder="0.00"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
