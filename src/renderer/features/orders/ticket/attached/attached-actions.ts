import { useNavigationStore } from '../../../../stores/navigation-store.ts'
import { focusInput } from '../../../../ui/focus-input.ts'
import { onceDrawn } from '../../../../ui/once-drawn.ts'
import { useBlotterStore } from '../../blotter-store.ts'
import { allowedTypes } from '../check-ticket.ts'
import { openTicket } from '../open-ticket.ts'
import { rulesOf } from '../ticket-machine.ts'
import { changeTicket, useTicketStore } from '../ticket-store.ts'
import { type AttachedForm, groupTypesOf, newGroupOrder } from './attached-form.ts'

export function changeAttached(change: Partial<AttachedForm>): void {
  changeTicket({ attached: { ...useTicketStore.getState().form.attached, ...change } })
}

/** Selects the kind of attached orders. A group starts with one additional order. */
export function chooseAttached(kind: AttachedForm['kind']): void {
  const state = useTicketStore.getState()
  const { side, quantity, attached } = state.form
  const isEmpty = kind === 'oca' && attached.group.length === 0
  changeAttached({
    kind,
    ...(isEmpty && { group: [newGroupOrder(side, quantity, groupTypesOf(allowedTypes(rulesOf(state))))] }),
  })
}

/** Adds a bracket to the ticket and focuses its first field, or removes the bracket. */
export function toggleBracket(): void {
  const { form, changing, phase } = useTicketStore.getState()
  if (changing !== undefined || phase.kind !== 'editing') return
  if (useBlotterStore.getState().pane.kind !== 'ticket' || useNavigationStore.getState().view !== 'orders') {
    chooseAttached('bracket')
    openTicket()
    return
  }
  const isOn = form.attached.kind !== 'bracket'
  chooseAttached(isOn ? 'bracket' : 'none')
  const name = isOn ? 'takeProfit' : 'quantity'
  onceDrawn(() => focusInput(document.querySelector<HTMLElement>(`.ticket [name="${name}"]`)))
}
