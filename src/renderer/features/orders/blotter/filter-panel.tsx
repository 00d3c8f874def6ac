import { ListFilter } from 'lucide-react'
import { useMemo } from 'react'
import type { Order } from '../../../../shared/domain/orders.ts'
import { useOrdersStore } from '../../../stores/orders-store.ts'
import { Button } from '../../../ui/button.tsx'
import { DropPanel } from '../../../ui/drop-panel.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { useBlotterStore } from '../blotter-store.ts'
import { changeFilter, NO_CHOICES } from '../layouts/layouts.ts'
import { countChoices } from './order-filter.ts'

type Choice = keyof typeof NO_CHOICES

const CHOICES: readonly { readonly key: Choice; readonly label: string; readonly any: string }[] = [
  { key: 'side', label: 'Side', any: 'Both sides' },
  { key: 'account', label: 'Account', any: 'Any account' },
  { key: 'orderType', label: 'Type', any: 'Any type' },
  { key: 'timeInForce', label: 'Time in force', any: 'Any time in force' },
]

/** Panel with all filters except the status and the search text. */
export function FilterPanel() {
  const filter = useBlotterStore((data) => data.layout.filter)
  const count = countChoices(filter)
  return (
    <DropPanel
      look={count > 0 ? 'plain' : 'quiet'}
      icon={<ListFilter size={13} aria-hidden="true" />}
      label={count > 0 ? `Filter (${count})` : 'Filter'}
      panelLabel="Filter orders"
    >
      {() => (
        <>
          {CHOICES.map(({ key, label, any }, index) => (
            <Choose key={key} name={key} label={label} any={any} chosen={filter[key]} first={index === 0} />
          ))}
          <Button disabled={count === 0} onClick={() => changeFilter(NO_CHOICES)}>
            Clear
          </Button>
        </>
      )}
    </DropPanel>
  )
}

interface ChooseProps {
  readonly name: Choice
  readonly label: string
  readonly any: string
  readonly chosen: string | undefined
  readonly first: boolean
}

function Choose({ name, label, any, chosen, first }: ChooseProps) {
  const orders = useOrdersStore((data) => data.orders)
  const values = useMemo(() => valuesOf(orders.values(), name, chosen), [orders, name, chosen])
  return (
    <Field label={label}>
      {(control) => (
        <Select
          {...control}
          data-initial-focus={first || undefined}
          value={chosen ?? ''}
          options={[{ value: '', label: any }, ...values]}
          onChange={(value) => changeFilter({ [name]: value === '' ? undefined : value })}
        />
      )}
    </Field>
  )
}

/** Returns the values to choose from: those of the listed orders and the selected value. */
function valuesOf(orders: Iterable<Order>, name: Choice, chosen: string | undefined): readonly string[] {
  const values = new Set(chosen === undefined ? [] : [chosen])
  for (const order of orders) values.add(order[name] ?? '')
  values.delete('')
  return [...values].sort()
}
