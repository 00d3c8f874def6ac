import { useEffect, useRef, useState } from 'react'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { Button } from '../../../ui/button.tsx'
import { Field } from '../../../ui/field.tsx'
import { focusInput } from '../../../ui/focus-input.ts'
import { Message } from '../../../ui/message.tsx'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { Select } from '../../../ui/select.tsx'
import { SidePane } from '../../../ui/side-pane.tsx'
import { NotArmedNote } from '../../confirmation/index.ts'
import { SymbolSearch } from '../../contracts/index.ts'
import { EnvironmentBadge, requestArming } from '../../session/index.ts'
import { RetryText } from '../../waiting/index.ts'
import { closeOrderPane, focusBlotter, openTimeline } from '../blotter-store.ts'
import { refreshOrders } from '../orders-actions.ts'
import { AlgorithmFields } from './algorithm/algorithm-fields.tsx'
import { AttachedFields } from './attached/attached-fields.tsx'
import { contractProblem } from './check-ticket.ts'
import { isChangeListed } from './compare-orders.ts'
import { ContractLine, ContractWarnings } from './contract-line.tsx'
import { FixedFields } from './order-changes.tsx'
import { PlacingDialog } from './placing-dialog.tsx'
import { QuoteLine } from './quote-line.tsx'
import { SizingLine } from './sizing-line.tsx'
import { previewTicket, recheckReview, reviewChange, reviewTicket } from './ticket-actions.ts'
import { TicketDefaultsLine } from './ticket-defaults.tsx'
import { useTicketFacts } from './ticket-facts.ts'
import {
  OrderTypeField,
  OutsideHoursField,
  PriceFields,
  QuantityField,
  QuantityUnitField,
  SideField,
  TimeInForceField,
} from './ticket-fields.tsx'
import { quotedField } from './ticket-form.ts'
import { problemsOf, rulesOf, rulesProblemOf, type TicketFailure } from './ticket-machine.ts'
import { TicketPreview } from './ticket-preview.tsx'
import { applyToTicket, changeTicket, chooseContract, useTicketStore } from './ticket-store.ts'
import { UnconfirmedNotes, useDuplicate } from './unconfirmed-notes.tsx'

/** Ticket for a new or modified order. Enter opens the review. */
export function OrderTicketPane() {
  const form = useTicketStore((data) => data.form)
  const problems = useTicketStore(problemsOf)
  const rulesProblem = useTicketStore(rulesProblemOf)
  const phase = useTicketStore((data) => data.phase)
  const view = useSessionStore((data) => data.view)
  const accounts = view?.state.kind === 'ready' ? view.state.accounts : undefined
  const { failure, check } = phase.kind === 'editing' ? phase : {}
  const changing = useTicketStore((data) => data.changing)
  const visit = useTicketStore((data) => data.visit)
  const duplicate = useDuplicate()
  const [isOpening, setOpening] = useState(false)
  const quoted = quotedField(form.orderType)
  const assetClass = form.contract?.securityType || undefined
  useTicketFacts()
  const ticket = useRef<HTMLFormElement>(null)

  useEffect(() => {
    if (Object.keys(problems).length > 0) {
      focusInput(ticket.current?.querySelector<HTMLElement>('[aria-invalid="true"]'))
    }
  }, [problems])

  const rules = useTicketStore(rulesOf)
  useEffect(() => {
    if (rules) recheckReview()
  }, [rules])

  const focusQuantity = (): void => focusInput(ticket.current?.querySelector<HTMLElement>('[name="quantity"]'))

  const changedId = changing?.orderId
  useEffect(() => {
    const now = document.activeElement
    // Focuses the ticket, unless the user moved the focus elsewhere while the order loaded.
    if (changedId !== undefined && (now === document.body || now?.id === 'blotter'))
      focusInput(ticket.current?.querySelector<HTMLElement>('input'))
  }, [changedId])

  return (
    <SidePane
      label="Order ticket"
      title={changing ? 'Change order' : 'New order'}
      actions={
        <>
          {view && <EnvironmentBadge environment={view.environment} />}
          <span className="spring" />
        </>
      }
      closeTitle="Close the pane and keep the ticket"
      environment={view?.environment}
      onClose={closeOrderPane}
    >
      <form
        ref={ticket}
        className="pane-body grow scroll ticket stack"
        aria-label="Order ticket"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (changing) {
            setOpening(true)
            void reviewChange().finally(() => setOpening(false))
          } else reviewTicket()
        }}
      >
        <UnconfirmedNotes />
        {!failure?.notArmed && <NotArmedNote />}
        {changing && <FixedFields changing={changing} />}
        <div className="field-pair">
          {!changing && <SideField />}
          <OrderTypeField />
        </div>
        {!changing && (
          <SymbolSearch
            takesCombos
            contract={form.contract}
            problem={problems.contract ?? contractProblem(form.contract, rules, Date.now())}
            onChoose={(contract) => {
              const now = document.activeElement
              const isEmptyQuantity = now instanceof HTMLInputElement && now.name === 'quantity' && now.value === ''
              chooseContract(contract)
              // The next key is the first digit of the quantity. It replaces a default quantity.
              if (contract && (now?.role === 'combobox' || isEmptyQuantity)) onceDrawn(focusQuantity)
            }}
            onEnterEarly={focusQuantity}
          />
        )}
        {form.contract && (
          <QuoteLine
            // A quote of the profile before is not shown.
            key={`${form.contract.conidex ?? form.contract.conid} ${visit}`}
            contract={form.contract}
            onPick={(price) => {
              if (quoted === undefined) return
              changeTicket({ [quoted]: price })
              // The arrow keys then change it by one tick.
              focusInput(ticket.current?.querySelector<HTMLElement>(`[name="${quoted}"]`))
            }}
          />
        )}
        {form.contract && <ContractLine />}
        {form.contract && <SizingLine contract={form.contract} />}
        {rulesProblem !== undefined && <p className="hint">Order rules unavailable: {rulesProblem}</p>}
        <div className="ticket-grid">
          <QuantityField />
          <PriceFields />
          {!changing && <QuantityUnitField />}
          <TimeInForceField />
          {!changing && (
            <Field label="Account" error={problems.accountId}>
              {(control) => (
                <Select
                  {...control}
                  value={form.accountId ?? accounts?.selected ?? ''}
                  placeholder="Available after login"
                  options={accounts?.accounts ?? []}
                  onChange={(accountId) => changeTicket({ accountId })}
                />
              )}
            </Field>
          )}
        </div>
        <OutsideHoursField />
        <ContractWarnings />
        {!changing && (
          <>
            <AttachedFields />
            <AlgorithmFields />
          </>
        )}
        {/* Beside the button that was pressed: the top of the form may be scrolled out of view. */}
        {failure && <Failure failure={failure} />}
        <div className="pane-actions row wrap">
          <Button look="primary" type="submit" keys="Enter" busy={isOpening} disabled={duplicate !== undefined}>
            {changing ? 'Review changes' : 'Review order'}
          </Button>
          {changing ? (
            <Button onClick={() => discardChanges(changing.orderId)}>Discard changes</Button>
          ) : (
            <Button onClick={previewTicket}>Preview</Button>
          )}
        </div>
        {duplicate && <p className="hint">No review: the delivery of an order like this one is unconfirmed.</p>}
        {check?.kind === 'preview' && <TicketPreview order={check.order} />}
        {!changing && assetClass !== undefined && <TicketDefaultsLine assetClass={assetClass} />}
      </form>
      <PlacingDialog />
    </SidePane>
  )
}

function discardChanges(orderId: string): void {
  applyToTicket({ kind: 'change-discarded' })
  openTimeline(orderId)
}

/** Explains why the order was not placed or is unconfirmed. */
function Failure({ failure: { title, message, outcomeUnknown, notArmed, lost } }: { readonly failure: TicketFailure }) {
  const armed = useSessionStore((data) => data.view?.arming.kind === 'armed')
  const changed = useOrdersStore(({ orders }) => {
    const listed = lost?.change && orders.get(lost.change.orderId)
    return listed && isChangeListed(lost, listed) ? listed : undefined
  })
  if (changed) {
    return (
      <Message
        tone="good"
        title={`Changed: order ${changed.orderId} is as you changed it`}
        role="status"
        actions={<Button onClick={() => discardChanges(changed.orderId)}>Show order</Button>}
      >
        <p>The delivery was unconfirmed. The order list now shows the change: nothing needs to be sent again.</p>
      </Message>
    )
  }
  const checkOrders = (): void => {
    void refreshOrders()
    focusBlotter()
  }
  const action = outcomeUnknown ? (
    <Button onClick={checkOrders}>Check orders</Button>
  ) : notArmed && !armed ? (
    <Button look="primary" onClick={requestArming}>
      Arm
    </Button>
  ) : null
  return (
    <Message tone={notArmed ? 'warn' : 'bad'} title={title} role="alert" actions={action}>
      <p>{notArmed && armed ? 'Armed. Review the order again.' : <RetryText text={message} />}</p>
      {outcomeUnknown && (
        <p>
          The {lost ? 'change' : 'order'} may have reached IBKR.{' '}
          {lost
            ? 'Check the order list before you change it again.'
            : 'Check the order list before you place it again.'}
        </p>
      )}
    </Message>
  )
}
