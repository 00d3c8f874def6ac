import { MAX_GROUP_ORDERS, orderTypeInfo } from '../../../../../shared/domain/order-types.ts'
import { Button } from '../../../../ui/button.tsx'
import { Field } from '../../../../ui/field.tsx'
import { Select } from '../../../../ui/select.tsx'
import { allowedTypes } from '../check-ticket.ts'
import { problemsOf, rulesOf } from '../ticket-machine.ts'
import { useTicketStore } from '../ticket-store.ts'
import { changeAttached } from './attached-actions.ts'
import { type GroupOrderForm, groupTypesOf, newGroupOrder } from './attached-form.ts'
import { FieldInput } from './field-input.tsx'

/** Fields for the additional orders of an OCA group. A fill of one order reduces or cancels the others. */
export function GroupFields() {
  const { side, quantity, attached } = useTicketStore((data) => data.form)
  const { group } = attached
  const types = useGroupTypes()
  const change = (at: number, fields: Partial<GroupOrderForm>): void =>
    changeAttached({ group: group.map((order, index) => (index === at ? { ...order, ...fields } : order)) })
  return (
    <>
      <p className="hint">Order 1 is the order above. A fill of one order reduces or cancels the others.</p>
      {group.map((order, index) => (
        <GroupOrder
          // biome-ignore lint/suspicious/noArrayIndexKey: the orders of a group have no other identity
          key={index}
          order={order}
          index={index}
          onChange={(fields) => change(index, fields)}
          onRemove={
            group.length === 1
              ? undefined
              : () => changeAttached({ group: group.filter((_, position) => position !== index) })
          }
        />
      ))}
      {group.length < MAX_GROUP_ORDERS - 1 && (
        <div>
          <Button onClick={() => changeAttached({ group: [...group, newGroupOrder(side, quantity, types)] })}>
            Add order
          </Button>
        </div>
      )}
    </>
  )
}

const useGroupTypes = () => groupTypesOf(allowedTypes(useTicketStore(rulesOf)))

/** Adds the chosen type, which the contract may not allow. */
const withCurrent = <T,>(types: readonly T[], current: T): readonly T[] =>
  types.includes(current) ? types : [current, ...types]

interface GroupOrderProps {
  readonly order: GroupOrderForm
  readonly index: number
  readonly onChange: (fields: Partial<GroupOrderForm>) => void
  readonly onRemove: (() => void) | undefined
}

function GroupOrder({ order, index, onChange, onRemove }: GroupOrderProps) {
  const problems = useTicketStore(problemsOf)
  const number = index + 2
  const types = useGroupTypes()
  const prices = orderTypeInfo(order.orderType).prices
  const label = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a nested fieldset would draw a second frame
    <div className="ticket-grid ticket-member line-row" role="group" aria-label={`Order ${number}`}>
      <div className="row spread ticket-member-head">
        <span className="field-label">Order {number}</span>
        {onRemove && (
          <Button look="quiet" onClick={onRemove}>
            Remove
          </Button>
        )}
      </div>
      <Field label="Side">
        {(control) => (
          <Select
            {...control}
            value={order.side}
            options={[
              { value: 'BUY', label: 'Buy' },
              { value: 'SELL', label: 'Sell' },
            ]}
            onChange={(side) => onChange({ side })}
          />
        )}
      </Field>
      <Field label="Type" error={problems[`group.${index}.orderType`]}>
        {(control) => (
          <Select
            {...control}
            value={order.orderType}
            options={withCurrent(types, order.orderType).map((value) => ({ value, label: orderTypeInfo(value).label }))}
            onChange={(orderType) => onChange({ orderType })}
          />
        )}
      </Field>
      <FieldInput
        name={`group.${index}.quantity`}
        label="Quantity"
        value={order.quantity}
        problem={problems[`group.${index}.quantity`]}
        placeholder="100"
        onChange={(quantity) => onChange({ quantity })}
      />
      {prices.map(({ role, name }) => {
        const field = role === 'limit' ? 'limitPrice' : 'stopPrice'
        return (
          <FieldInput
            key={field}
            name={`group.${index}.${field}`}
            label={label(name)}
            value={order[field]}
            problem={problems[`group.${index}.${field}`]}
            placeholder="0.00"
            onChange={(value) => onChange({ [field]: value })}
          />
        )
      })}
    </div>
  )
}
