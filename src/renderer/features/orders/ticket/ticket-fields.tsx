import type { KeyboardEvent } from 'react'
import { contractKindOf } from '../../../../shared/domain/contract-kind.ts'
import { formatNumber } from '../../../../shared/domain/format-number.ts'
import { pairBase, pairCurrency } from '../../../../shared/domain/order-size.ts'
import { orderTypeInfo, TIME_IN_FORCE_LABELS, type TicketOrderType } from '../../../../shared/domain/order-types.ts'
import { stepPrice } from '../../../../shared/domain/price-increments.ts'
import { Checkbox } from '../../../ui/checkbox.tsx'
import { Field } from '../../../ui/field.tsx'
import { readNumber } from '../../../ui/read-number.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { allowedTimes, allowedTypes, fillsOutside, readQuantity, typeProblem } from './check-ticket.ts'
import { describeUnderstood } from './number-problem.ts'
import { describeNet, priceUnit } from './order-text.ts'
import { useTicketAccount } from './ticket-facts.ts'
import { priceInputs, type QuantityUnit } from './ticket-form.ts'
import { problemsOf, rulesOf, sizingOf } from './ticket-machine.ts'
import { changeTicket, useTicketStore } from './ticket-store.ts'

/** Adds the current value if the allowed options exclude it. */
const withCurrent = <T,>(allowed: readonly T[], current: T): readonly T[] =>
  allowed.includes(current) ? allowed : [...allowed, current]

export function SideField() {
  const side = useTicketStore((data) => data.form.side)
  return (
    <div className="field">
      <span className="field-label" aria-hidden="true">
        Side
      </span>
      <Segmented
        label="Side"
        options={[
          { value: 'BUY', label: 'Buy', tone: 'buy' },
          { value: 'SELL', label: 'Sell', tone: 'sell' },
        ]}
        value={side}
        onChange={(chosen) => changeTicket({ side: chosen })}
      />
    </div>
  )
}

/** Order types that the contract allows. */
export function OrderTypeField() {
  const form = useTicketStore((data) => data.form)
  const rules = useTicketStore(rulesOf)
  const problem = useTicketStore((data) => problemsOf(data).orderType)
  const types = withCurrent(allowedTypes(rules), form.orderType)
  return (
    <Field label="Order type" error={problem ?? typeProblem(form, rules)}>
      {(control) => (
        <Select
          {...control}
          value={form.orderType}
          options={types.map((value) => ({ value, label: orderTypeInfo(value).label }))}
          onChange={chooseOrderType}
        />
      )}
    </Field>
  )
}

/** Changes the order type. If the new type does not support the time in force, selects DAY. */
function chooseOrderType(orderType: TicketOrderType): void {
  const { timeInForce, quantityUnit } = useTicketStore.getState().form
  const { timesInForce, takesCash = false } = orderTypeInfo(orderType)
  changeTicket({
    orderType,
    ...(!timesInForce.includes(timeInForce) && { timeInForce: 'DAY' }),
    ...(quantityUnit === 'cash' && !takesCash && { quantityUnit: 'units', quantity: '' }),
  })
}

export function QuantityField() {
  const form = useTicketStore((data) => data.form)
  const rules = useTicketStore(rulesOf)
  const accountId = useTicketAccount()
  const position = useTicketStore((data) => sizingOf(data, accountId)?.position)
  const { quantity } = form.quantityUnit === 'position' ? readQuantity(form, { rules, position }) : {}
  const currency = rules?.currency ?? pairCurrency(form.contract?.symbol ?? '')
  const amount = currency === undefined ? 'Amount' : `Amount in ${currency}`
  const base = pairBase(form.contract?.symbol ?? '')
  const label = {
    units: base === undefined ? 'Quantity' : `Quantity in ${base}`,
    cash: amount,
    position: 'Percent',
  }[form.quantityUnit]
  return (
    <NumberField
      name="quantity"
      label={label}
      placeholder={form.quantityUnit === 'cash' ? '5,000' : '100'}
      help={quantity === undefined ? undefined : `Quantity ${formatNumber(quantity)}`}
      {...(form.quantityUnit === 'units' && { next: nextQuantity })}
    />
  )
}

/** Fields for the prices that the order type requires. */
export function PriceFields() {
  const net = useTicketStore((data) => {
    const { contract, side, limitPrice } = data.form
    const rules = rulesOf(data)
    const price = contract?.conidex === undefined ? undefined : readNumber(limitPrice)
    return price === undefined || rules === undefined ? undefined : describeNet(side, price, rules)
  })
  const orderType = useTicketStore((data) => data.form.orderType)
  return (
    <>
      {orderTypeInfo(orderType).trails && <TrailingFields />}
      {priceInputs(orderType).map(({ field, name, isOptional }) => (
        <NumberField
          key={field}
          name={field}
          label={name[0]?.toUpperCase() + name.slice(1)}
          placeholder={isOptional ? 'optional' : '0.00'}
          next={nextPrice}
          help={field === 'limitPrice' ? net : undefined}
        />
      ))}
    </>
  )
}

function TrailingFields() {
  const unit = useTicketStore((data) => data.form.trailingUnit)
  const priceUnitText = useTicketStore((data) => priceUnit(rulesOf(data) ?? {}))
  const before = useTicketStore(({ changing }) => changing?.before)
  const help =
    before && orderTypeInfo(before.orderType).trails
      ? before.trailing
        ? 'As last sent from this console.'
        : 'IBKR does not report it. Enter it again.'
      : undefined
  return (
    <>
      <NumberField
        name="trailingAmount"
        label={unit === '%' ? 'Trailing percent' : 'Trailing amount'}
        placeholder={unit === '%' ? '2' : '1.00'}
        help={help}
      />
      <Field label="Trailing unit">
        {(control) => (
          <Select
            {...control}
            value={unit}
            options={[
              { value: 'amt', label: priceUnitText || 'Amount' },
              { value: '%', label: 'Percent' },
            ]}
            onChange={(trailingUnit) => changeTicket({ trailingUnit })}
          />
        )}
      </Field>
    </>
  )
}

/** Names of a contract unit, by asset class. */
const UNIT_LABELS: Readonly<Record<string, string>> = {
  ...{
    STK: 'Shares',
    ETF: 'Shares',
    FUND: 'Shares',
    FUT: 'Contracts',
    OPT: 'Contracts',
    FOP: 'Contracts',
    WAR: 'Contracts',
    BAG: 'Combos',
  },
}

/** Select for the unit of the quantity. */
export function QuantityUnitField() {
  const { quantityUnit, orderType, contract } = useTicketStore((data) => data.form)
  const rules = useTicketStore(rulesOf)
  const takesCash = orderTypeInfo(orderType).takesCash === true && (rules?.cashTypes?.includes(orderType) ?? true)
  const base = pairBase(contract?.symbol ?? '')
  const labels: Readonly<Record<QuantityUnit, string>> = {
    units: base ?? UNIT_LABELS[contract?.securityType ?? 'STK'] ?? 'Units',
    cash: rules?.currency ?? pairCurrency(contract?.symbol ?? '') ?? 'Cash',
    position: '% of position',
  }
  // IBKR keeps currencies as cash, and has positions only in the legs of a combo.
  const hasPosition = !['pair', 'combo'].includes(contractKindOf(contract?.securityType))
  const units = withCurrent<QuantityUnit>(
    ['units', ...(takesCash ? (['cash'] as const) : []), ...(hasPosition ? (['position'] as const) : [])],
    quantityUnit,
  )
  return (
    <Field label="Unit">
      {(control) => (
        <Select
          {...control}
          value={quantityUnit}
          options={units.map((value) => ({ value, label: labels[value] }))}
          // Clears the quantity, because the number would mean another size.
          onChange={(chosen) => changeTicket({ quantityUnit: chosen, quantity: '' })}
        />
      )}
    </Field>
  )
}

export function TimeInForceField() {
  const { orderType, timeInForce } = useTicketStore((data) => data.form)
  const rules = useTicketStore(rulesOf)
  const problem = useTicketStore((data) => problemsOf(data).timeInForce)
  const times = withCurrent(allowedTimes(orderType, rules), timeInForce)
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

/** Checkbox to allow fills outside regular trading hours. */
export function OutsideHoursField() {
  const { orderType, outsideRegularHours } = useTicketStore((data) => data.form)
  const rules = useTicketStore(rulesOf)
  const fills = fillsOutside(orderType, rules)
  // Currencies have no regular trading hours.
  if (contractKindOf(rules?.assetClass) === 'pair' || fills === 'unstated') return null
  if (fills === 'no') {
    return <p className="hint">{orderTypeInfo(orderType).label} orders of this contract fill only during RTH.</p>
  }
  return (
    <Checkbox checked={outsideRegularHours} onChange={(outside) => changeTicket({ outsideRegularHours: outside })}>
      Allow fills outside RTH
    </Checkbox>
  )
}

interface NumberFieldProps {
  readonly name: 'quantity' | 'limitPrice' | 'stopPrice' | 'trailingAmount'
  readonly label: string
  readonly placeholder: string
  readonly help?: string | undefined
  /** Returns the value after an arrow key, undefined if it does not change. */
  readonly next?: (value: number, direction: 1 | -1) => string | undefined
}

function NumberField({ name, label, placeholder, help, next }: NumberFieldProps) {
  const value = useTicketStore((data) => data.form[name])
  const problem = useTicketStore((data) => problemsOf(data)[name])
  const note = [describeUnderstood(value), help].filter(Boolean).join(' · ') || undefined
  const step = (event: KeyboardEvent): void => {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined
    const number = readNumber(value)
    const changed = direction && number !== undefined && next?.(number, direction)
    if (!changed) return
    event.preventDefault()
    changeTicket({ [name]: changed })
  }
  return (
    <Field label={label} error={problem} {...(note !== undefined && { help: note })}>
      {(control) => (
        <input
          {...control}
          name={name}
          className="input align-end"
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          value={value}
          onChange={(event) => changeTicket({ [name]: event.target.value })}
          {...(next && { onKeyDown: step })}
        />
      )}
    </Field>
  )
}

const nextPrice = (price: number, direction: 1 | -1) =>
  stepPrice(rulesOf(useTicketStore.getState())?.increments ?? [], price, direction)

/** Returns the next multiple of the contract's usual step, which is above 0. */
function nextQuantity(quantity: number, direction: 1 | -1): string | undefined {
  const increment = rulesOf(useTicketStore.getState())?.quantityStep ?? 1
  const next = stepPrice([{ lowerEdge: 0, increment }], quantity, direction)
  return Number(next) > 0 ? next : undefined
}
