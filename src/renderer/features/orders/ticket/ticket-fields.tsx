import {
  orderTypeInfo,
  TICKET_ORDER_TYPES,
  TIME_IN_FORCE_LABELS,
  type TicketOrderType,
  type TimeInForce,
} from '../../../../shared/domain/order-types.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import { priceInputs, type TicketForm } from './ticket-form.ts'
import { changeTicket, useTicketStore } from './ticket-store.ts'

const ORDER_TYPES = TICKET_ORDER_TYPES.map((value) => ({ value, label: orderTypeInfo(value).label }))

export function SizeAndPriceFields() {
  const orderType = useTicketStore((data) => data.form.orderType)
  const { trails } = orderTypeInfo(orderType)
  const prices = priceInputs(orderType)
  return (
    <>
      <div className="field-pair">
        <NumberField name="quantity" label="Quantity" placeholder="100" />
        <Field label="Order type">
          {(control) => <Select {...control} value={orderType} options={ORDER_TYPES} onChange={chooseOrderType} />}
        </Field>
      </div>
      {trails && <TrailingFields />}
      {prices.length > 0 && (
        <div className="field-pair">
          {prices.map(({ field, name, isOptional }) => (
            <NumberField
              key={field}
              name={field}
              label={name[0]?.toUpperCase() + name.slice(1)}
              placeholder={isOptional ? 'optional' : '0.00'}
            />
          ))}
        </div>
      )}
    </>
  )
}

/** Changes the order type. If the new type does not support the time in force, selects DAY. */
function chooseOrderType(orderType: TicketOrderType): void {
  const { timeInForce } = useTicketStore.getState().form
  const isTaken = orderTypeInfo(orderType).timesInForce.includes(timeInForce)
  changeTicket({ orderType, ...(!isTaken && { timeInForce: 'DAY' }) })
}

function TrailingFields() {
  const unit = useTicketStore((data) => data.form.trailingUnit)
  return (
    <div className="field-pair">
      <NumberField name="trailingAmount" label="Trailing amount" placeholder={unit === '%' ? '2' : '1.00'} />
      <Field label="Trailing unit">
        {(control) => (
          <Select
            {...control}
            value={unit}
            options={[
              { value: 'amt', label: 'Amount' },
              { value: '%', label: 'Percent' },
            ]}
            onChange={(trailingUnit) => changeTicket({ trailingUnit })}
          />
        )}
      </Field>
    </div>
  )
}

export function TimeInForceField() {
  const orderType = useTicketStore((data) => data.form.orderType)
  const timeInForce = useTicketStore((data) => data.form.timeInForce)
  const problem = useTicketStore((data) => data.problems.timeInForce)
  const times = orderTypeInfo(orderType).timesInForce.filter((each) => USUAL_TIMES.has(each) || each === timeInForce)
  return (
    <Field label="Time in force" error={problem}>
      {(control) => (
        <Select
          {...control}
          value={timeInForce}
          options={times.map((value) => ({ value, label: TIME_IN_FORCE_LABELS[value] }))}
          onChange={(next) => changeTicket({ timeInForce: next })}
        />
      )}
    </Field>
  )
}

/** Times in force that most contracts support. */
const USUAL_TIMES: ReadonlySet<TimeInForce> = new Set(['DAY', 'GTC', 'IOC', 'OPG'])

export function OutsideHoursField() {
  const outside = useTicketStore((data) => data.form.outsideRegularHours)
  return (
    <Checkbox checked={outside} onChange={(outsideRegularHours) => changeTicket({ outsideRegularHours })}>
      Allow fills outside RTH
    </Checkbox>
  )
}

type NumberInput = 'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount'

interface NumberFieldProps {
  readonly name: NumberInput & keyof TicketForm
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
