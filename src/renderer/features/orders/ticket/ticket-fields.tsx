import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import {
  ORDER_TYPE_LABELS,
  ORDER_TYPES,
  TIME_IN_FORCE_LABELS,
  TIMES_IN_FORCE,
  takesLimit,
  takesStop,
} from './ticket-form.ts'
import { changeTicket, useTicketStore } from './ticket-store.ts'

/** Quantity, type and the prices that the type needs. */
export function SizeAndPriceFields() {
  const form = useTicketStore((data) => data.form)
  const problems = useTicketStore((data) => data.problems)
  return (
    <>
      <div className="field-pair">
        <NumberField
          name="quantity"
          label="Quantity"
          placeholder="100"
          value={form.quantity}
          problem={problems.quantity}
          onChange={(quantity) => changeTicket({ quantity })}
        />
        <Field label="Order type">
          {(control) => (
            <Select
              {...control}
              value={form.orderType}
              options={ORDER_TYPES.map((value) => ({ value, label: ORDER_TYPE_LABELS[value] }))}
              onChange={(orderType) => changeTicket({ orderType })}
            />
          )}
        </Field>
      </div>
      {form.orderType !== 'MKT' && (
        <div className="field-pair">
          {takesStop(form.orderType) && (
            <NumberField
              name="stopPrice"
              label="Stop price"
              placeholder="0.00"
              value={form.stopPrice}
              problem={problems.stopPrice}
              onChange={(stopPrice) => changeTicket({ stopPrice })}
            />
          )}
          {takesLimit(form.orderType) && (
            <NumberField
              name="limitPrice"
              label="Limit price"
              placeholder="0.00"
              value={form.limitPrice}
              problem={problems.limitPrice}
              onChange={(limitPrice) => changeTicket({ limitPrice })}
            />
          )}
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
          options={TIMES_IN_FORCE.map((value) => ({ value, label: TIME_IN_FORCE_LABELS[value] }))}
          onChange={(next) => changeTicket({ timeInForce: next })}
        />
      )}
    </Field>
  )
}

export function OutsideHoursField() {
  const outside = useTicketStore((data) => data.form.outsideRegularHours)
  return (
    <label className="row secondary">
      <input
        type="checkbox"
        checked={outside}
        onChange={(event) => changeTicket({ outsideRegularHours: event.target.checked })}
      />
      Allow fills outside RTH
    </label>
  )
}

interface NumberFieldProps {
  readonly name: string
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly problem: string | undefined
  readonly onChange: (value: string) => void
}

function NumberField({ name, label, placeholder, value, problem, onChange }: NumberFieldProps) {
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
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
