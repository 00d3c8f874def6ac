import type { TicketDefaults } from '../../../../shared/contract/schemas.ts'
import { orderTypeInfo } from '../../../../shared/domain/order-types.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { useSessionStore } from '../../../stores/session-store.ts'
import { reportFailure } from '../../../stores/toast-store.ts'
import { Button } from '../../../ui/button.tsx'
import { kindNoun } from '../../contracts/index.ts'
import type { TicketForm } from './ticket-form.ts'
import { defaultsOf } from './ticket-machine.ts'
import { useTicketStore } from './ticket-store.ts'

/** Returns the values of a ticket that its defaults contain. */
export const defaultsFrom = ({ quantity, ...form }: TicketForm): TicketDefaults => ({
  orderType: form.orderType,
  timeInForce: form.timeInForce,
  quantity: quantity.trim().slice(0, 20),
  quantityUnit: form.quantityUnit,
  outsideRegularHours: form.outsideRegularHours,
})

export const areSameDefaults = (one: TicketDefaults, other: TicketDefaults): boolean =>
  (Object.keys(one) as (keyof TicketDefaults)[]).every((name) => one[name] === other[name])

/** Describes every value of ticket defaults. */
export function describeDefaults(defaults: TicketDefaults): string {
  const { orderType, timeInForce, quantity, quantityUnit, outsideRegularHours } = defaults
  const unit = { units: '', cash: 'in cash', position: '% of position' }[quantityUnit]
  const size = [quantity, unit].filter(Boolean).join(unit.startsWith('%') ? '' : ' ')
  const parts = [size && `quantity ${size}`, outsideRegularHours && 'fills outside RTH']
  return [orderTypeInfo(orderType).label, timeInForce, ...parts].filter(Boolean).join(', ')
}

/** Shows, saves or removes the ticket defaults of an asset class. */
export function TicketDefaultsLine({ assetClass }: { readonly assetClass: string }) {
  const form = useTicketStore((data) => data.form)
  const profileId = useSessionStore((data) => data.view?.profile.id)
  const noun = kindNoun(assetClass)
  const saved = useTicketStore(({ defaults }) => defaultsOf(defaults, profileId, assetClass))
  if (profileId === undefined) return null
  const current = defaultsFrom(form)
  const isSaved = saved !== undefined && areSameDefaults(saved, current)
  const save = (defaults?: TicketDefaults): void => {
    void reportFailure('Defaults not saved', () =>
      hostLink().call('ticket.saveDefaults', { profileId, assetClass, ...(defaults && { defaults }) }),
    )
  }
  return (
    <div className="row wrap spread small">
      <span className="hint">{saved ? `Default ${noun} ticket: ${describeDefaults(saved)}.` : ''}</span>
      <Button look="quiet" onClick={() => save(isSaved ? undefined : current)}>
        {isSaved ? 'Remove default' : `Save as ${noun} default`}
      </Button>
    </div>
  )
}
