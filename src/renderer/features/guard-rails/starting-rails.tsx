import { INDIVIDUAL_ACCOUNT_RAILS } from '../../../shared/domain/guard-rails.ts'
import { Checkbox } from '../../ui/checkbox.tsx'

const { quantity, value, collar, currency } = INDIVIDUAL_ACCOUNT_RAILS
const number = (limit: number): string => limit.toLocaleString('en-US')

/** Returns the host's name for the guard rails of a new profile. */
export const startingRails = (wanted: boolean) => (wanted ? 'individual-account' : 'none')

interface StartingRailsProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

/** Checkbox to create a profile with guard rails for an individual account. */
export function StartingRails({ checked, onChange }: StartingRailsProps) {
  return (
    <div>
      <Checkbox checked={checked} onChange={onChange}>
        Start with guard rails for an individual account
      </Checkbox>
      <p className="hint">
        Refuses orders above {currency} {number(value.limit)}. Warns above {number(quantity.limit)} shares, and at
        prices {collar.limit}% from the last price. You can change each limit in the profile.
      </p>
    </div>
  )
}
