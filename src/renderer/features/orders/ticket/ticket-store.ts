import { create } from 'zustand'
import type { ContractMatch } from '../../../../shared/contract/order-views.ts'
import { profileIdInUse } from '../../../stores/session-store.ts'
import type { TicketForm } from './ticket-form.ts'
import { computeNextTicket, EMPTY_STATE, type TicketEvent, type TicketState } from './ticket-machine.ts'

export const useTicketStore = create<TicketState>()(() => EMPTY_STATE)

/** Applies an event to the ticket. Returns whether it had an effect. */
export function applyToTicket(event: TicketEvent): boolean {
  const before = useTicketStore.getState()
  const after = computeNextTicket(before, event)
  if (after !== before) useTicketStore.setState(after, true)
  return after !== before
}

export function changeTicket(change: Partial<TicketForm>): void {
  applyToTicket({ kind: 'edited', change })
}

export function chooseContract(contract: ContractMatch | undefined): void {
  applyToTicket({ kind: 'contract-chosen', contract, profileId: profileIdInUse() })
}
