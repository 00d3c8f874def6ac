import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { ORDER_TYPE_LABELS, TIME_IN_FORCE_LABELS, takesLimit, takesStop } from './ticket-form.ts'
import { changeTicket, useTicketStore } from './ticket-store.ts'

const optionsOf = <Value extends string>(labels: Readonly<Record<Value, string>>) =>
  (Object.keys(labels) as Value[]).map((value) => ({ value, label: labels[value] }))

const ORDER_TYPES = optionsOf(ORDER_TYPE_LABELS)
const TIMES_IN_FORCE = optionsOf(TIME_IN_FORCE_LABELS)

export function SizeAndPriceFields() {
  const orderType = useTicketStore((data) => data.form.orderType)
  return (
    <>
      <div className="field-pair">
        <NumberField name="quantity" label="Quantity" placeholder="100" />
        <Field label="Order type">
          {(control) => (
            <Select
              {...control}
              value={orderType}
              options={ORDER_TYPES}
              onChange={(chosen) => changeTicket({ orderType: chosen })}
            />
          )}
        </Field>
      </div>
      {orderType !== 'MKT' && (
        <div className="field-pair">
          {takesStop(orderType) && <NumberField name="stopPrice" label="Stop price" placeholder="0.00" />}
          {takesLimit(orderType) && <NumberField name="limitPrice" label="Limit price" placeholder="0.00" />}
        </div>
      )}
    </>
  )
}

export function TimeInForceField() {
  const timeInForce = useTicketStore((data) => data.form.timeInForce)
  return (
    <Field label="Time in force">
      {(control) => (
        <Select
          {...control}
          value={timeInForce}
          options={TIMES_IN_FORCE}
          onChange={(next) => changeTicket({ timeInForce: next })}
        />
      )}
    </Field>
  )
}

export function OutsideHoursField() {
  const outside = useTicketStore((data) => data.form.outsideRegularHours)
  return (
    <Checkbox checked={outside} onChange={(outsideRegularHours) => changeTicket({ outsideRegularHours })}>
      Allow fills outside RTH
    </Checkbox>
  )
}

interface NumberFieldProps {
  readonly name: 'quantity' | 'limitPrice' | 'stopPrice'
  readonly label: string
  readonly placeholder: string
}

function NumberField({ name, label, placeholder }: NumberFieldProps) {
  const value = useTicketStore((data) => data.form[name])
  const problem = useTicketStore((data) => data.problems[name])
  return (
    <Field label={label} error={problem}>
      {(control) => (
        <input
          {...control}
          name={name}
          className="input input-number"
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => changeTicket({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}
