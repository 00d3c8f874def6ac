import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusInput } from '../../../ui/focus-input.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { NotArmedNote } from '../../confirmation/not-armed-note.tsx'
import { SymbolSearch } from '../../contracts/symbol-search.tsx'
import { EnvironmentBadge } from '../../session/index.ts'
import { closeOrderPane, openTimeline } from '../orders-actions.ts'
import { endChange } from './change-actions.ts'
import { ChangedOrderFacts } from './changed-order-facts.tsx'
import { PlacingDialog } from './placing-dialog.tsx'
import { QuoteLine } from './quote-line.tsx'
import { reviewTicket } from './ticket-actions.ts'
import { TicketFailureMessage } from './ticket-failure.tsx'
import { OutsideHoursField, SizeAndPriceFields, TimeInForceField } from './ticket-fields.tsx'
import { takesStop } from './ticket-form.ts'
import { changeTicket, chooseContract, useTicketStore } from './ticket-store.ts'

/** A new order. Enter reviews it; nothing is sent before the review was confirmed. */
export function OrderTicketPane() {
  const form = useTicketStore((data) => data.form)
  const problems = useTicketStore((data) => data.problems)
  const phase = useTicketStore((data) => data.phase)
  const view = useSessionStore((data) => data.view)
  const accounts = view?.state.kind === 'ready' ? view.state.accounts : undefined
  const failure = phase.kind === 'editing' ? phase.failure : undefined
  const changing = useTicketStore((data) => data.changing)
  const ticket = useRef<HTMLFormElement>(null)

  useEffect(() => {
    // The first field with a problem is where the work goes on.
    if (Object.keys(problems).length > 0) {
      focusInput(ticket.current?.querySelector<HTMLElement>('[aria-invalid="true"]'))
    }
  }, [problems])

  const focusQuantity = (): void => focusInput(ticket.current?.querySelector<HTMLElement>('[name="quantity"]'))

  const changedId = changing?.orderId
  useEffect(() => {
    const now = document.activeElement
    // The keyboard comes along from the list or the timeline, unless it went elsewhere while the order was read.
    if (changedId !== undefined && (now === document.body || now?.id === 'blotter'))
      focusInput(ticket.current?.querySelector<HTMLElement>('input'))
  }, [changedId])

  return (
    <aside className="side-pane" aria-label="Order ticket" data-environment={view?.environment}>
      <header className="pane-head">
        <h2>{changing ? 'Change order' : 'New order'}</h2>
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
        {changing ? (
          <ChangedOrderFacts changing={changing} />
        ) : (
          <SymbolSearch
            contract={form.contract}
            problem={problems.contract}
            onChoose={(contract) => {
              chooseContract(contract)
              // At once: the next key is the first digit of the quantity. Found later, it leaves the focus where it is.
              if (contract && document.activeElement?.role === 'combobox') focusQuantity()
            }}
            onEnterEarly={focusQuantity}
          />
        )}
        {form.contract && (
          <QuoteLine
            key={form.contract.conid}
            conid={form.contract.conid}
            onPick={(price) => changeTicket(takesStop(form.orderType) ? { stopPrice: price } : { limitPrice: price })}
          />
        )}
        {!changing && (
          <Segmented
            label="Side"
            options={[
              { value: 'BUY', label: 'Buy', tone: 'buy' },
              { value: 'SELL', label: 'Sell', tone: 'sell' },
            ]}
            value={form.side}
            onChange={(side) => changeTicket({ side })}
          />
        )}
        <SizeAndPriceFields />
        <div className="field-pair">
          <TimeInForceField />
          {!changing && (
            <Field label="Account" error={problems.accountId}>
              {(control) => (
                <Select
                  {...control}
                  value={form.accountId ?? accounts?.selected ?? ''}
                  placeholder="not known yet"
                  options={accounts?.accounts ?? []}
                  onChange={(accountId) => changeTicket({ accountId })}
                />
              )}
            </Field>
          )}
        </div>
        <OutsideHoursField />
        <div className="pane-actions">
          <Button look="primary" type="submit" keys="Enter">
            {changing ? 'Review change' : 'Review order'}
          </Button>
          {changing && <Button onClick={() => dropChange(changing.orderId)}>Drop the change</Button>}
        </div>
      </form>
      <PlacingDialog />
    </aside>
  )
}

function dropChange(orderId: string): void {
  endChange()
  openTimeline(orderId)
}
