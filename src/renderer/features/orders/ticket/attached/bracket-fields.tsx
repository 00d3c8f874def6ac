import { orderTypeInfo, STOP_LOSS_TYPES } from '../../../../../shared/domain/order-types.ts'
import { decimalsOf, incrementAt } from '../../../../../shared/domain/price-increments.ts'
import { Field } from '../../../../ui/field.tsx'
import { readNumber } from '../../../../ui/read-number.ts'
import { Select } from '../../../../ui/select.tsx'
import { plainPrice, priceUnit } from '../order-text.ts'
import { priceInputs } from '../ticket-form.ts'
import { problemsOf, quoteOf, rulesOf } from '../ticket-machine.ts'
import { useTicketStore } from '../ticket-store.ts'
import { changeAttached } from './attached-actions.ts'
import { type AttachedForm, attachedFormOfCombo, type ExitUnit, withStopLossType } from './attached-form.ts'
import { describeOutcome } from './bracket-outcome.ts'
import { entryPrice, exitPrice, exitsOf, trailUnit } from './check-attached.ts'
import { FieldInput } from './field-input.tsx'

const PLACEHOLDERS: Readonly<Record<ExitUnit, string>> = { price: '0.00', offset: '1.00', percent: '2' }

/** Fields for the take profit and the stop loss of a bracket. */
export function BracketFields() {
  const entered = useTicketStore((data) => data.form.attached)
  const isCombo = useTicketStore((data) => data.form.contract?.conidex !== undefined)
  const form = isCombo ? attachedFormOfCombo(entered) : entered
  const problems = useTicketStore(problemsOf)
  const unit = useTicketStore((data) => priceUnit(rulesOf(data) ?? {}))
  const { helps, outcome } = useExits(form)
  const units = [
    { value: 'percent', label: 'Percent' },
    { value: 'offset', label: `Offset${unit === '' ? '' : ` (${unit})`}` },
    { value: 'price', label: 'Price' },
  ] as const
  const trails = form.stopLossType === 'TRAIL'
  const input = (name: 'takeProfit' | 'stopLoss' | 'stopLossLimit', label: string) => (
    <FieldInput
      name={name}
      label={label}
      value={form[name]}
      problem={problems[name]}
      help={helps[name]}
      placeholder={PLACEHOLDERS[form.exitUnit]}
      onChange={(value) => changeAttached({ [name]: value, exitUnit: form.exitUnit })}
    />
  )
  return (
    <>
      {isCombo && <p className="hint">Combos take no stop orders: the exit is a take profit at a price.</p>}
      <div className="ticket-grid">
        {input('takeProfit', 'Take profit')}
        {!isCombo && (
          <>
            {input('stopLoss', trails ? 'Stop loss trail' : 'Stop loss')}
            {form.stopLossType === 'STOP_LIMIT' && input('stopLossLimit', 'Stop loss limit')}
            <Field label="Exits in">
              {(control) => (
                <Select
                  {...control}
                  value={form.exitUnit}
                  options={units}
                  // Clears the values, because the numbers would mean other prices.
                  onChange={(exitUnit) => changeAttached({ exitUnit, takeProfit: '', stopLoss: '', stopLossLimit: '' })}
                />
              )}
            </Field>
            <Field label="Stop loss type" error={problems.stopLossType}>
              {(control) => (
                <Select
                  {...control}
                  value={form.stopLossType}
                  options={STOP_LOSS_TYPES.map((value) => ({ value, label: orderTypeInfo(value).label }))}
                  onChange={(stopLossType) => changeAttached(withStopLossType(form, stopLossType))}
                />
              )}
            </Field>
          </>
        )}
        <Field label="Exits valid" error={problems.exitTime}>
          {(control) => (
            <Select
              {...control}
              value={form.exitTime}
              options={['GTC', 'DAY'] as const}
              onChange={(exitTime) => changeAttached({ exitTime })}
            />
          )}
        </Field>
      </div>
      {outcome !== undefined && <p className="hint">{outcome}</p>}
    </>
  )
}

/** Returns the price of each exit with its distance from the entry price, and what the bracket risks and earns. */
function useExits(form: AttachedForm): {
  readonly helps: Readonly<Partial<Record<string, string>>>
  readonly outcome: string | undefined
} {
  const ticket = useTicketStore((data) => data.form)
  const last = useTicketStore((data) => readNumber(plainPrice(quoteOf(data)?.last) ?? ''))
  const rules = useTicketStore(rulesOf)
  const increments = rules?.increments ?? []
  const prices = Object.fromEntries(
    priceInputs(ticket.orderType).map(({ wire, field }) => [wire, readNumber(ticket[field])]),
  )
  const entry = entryPrice({ orderType: ticket.orderType, ...prices }, last)
  const found: Partial<Record<string, number>> = {}
  const helps = Object.fromEntries(
    exitsOf(form, ticket.side).flatMap((exit) => {
      if (exit.field === 'stopLoss' && form.stopLossType === 'TRAIL')
        return [[exit.field, `A trailing stop, ${trailUnit(form) === '%' ? 'in percent' : 'as an amount'}`]]
      const price = exitPrice(form, exit, entry, increments)
      if (price !== undefined) found[exit.field] = price
      if (price === undefined || !entry) return []
      const percent = (100 * (price - entry)) / Math.abs(entry)
      const digits = decimalsOf(incrementAt(increments, price) ?? 0.01)
      return [[exit.field, `${price.toFixed(digits)} (${percent > 0 ? '+' : ''}${percent.toFixed(2)}%)`]]
    }),
  )
  const quantity = ticket.quantityUnit === 'units' ? readNumber(ticket.quantity) : undefined
  const { takeProfit, stopLoss } = found
  return { helps, outcome: describeOutcome({ entry, takeProfit, stopLoss, quantity }, rules ?? {}) }
}
