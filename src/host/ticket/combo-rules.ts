import type { ContractRules } from '../../shared/contract/ticket-views.ts'
import { contractKindOf } from '../../shared/domain/contract-kind.ts'
import type { OrderTypeName } from '../../shared/domain/order-types.ts'
import { omitUndefined } from '../../shared/domain/read-value.ts'

/** A leg of a combo with its rules. */
interface ComboLeg {
  readonly conid: number
  readonly ratio: number
  readonly name: string
  readonly rules: ContractRules
}

/** The order types of combos that the console offers: Practice takes no others. IBKR documents none. */
const COMBO_TYPES: ReadonlySet<OrderTypeName> = new Set(['LMT', 'MKT'])

/**
 * Returns the rules of a combo: what all legs allow, of the types for combos. The tick of a combo has no source, so that IBKR checks its price, and
 * its point value is known only if all legs have the same. IBKR documents no rules for combos.
 */
export function combineRules(
  id: { readonly conid: number; readonly conidex: string },
  legs: readonly ComboLeg[],
): ContractRules {
  const all = legs.map(({ rules }) => rules)
  return {
    ...id,
    assetClass: 'BAG',
    canBeNegative: true,
    cashTypes: [],
    algoTypes: [],
    quantityDigits: 0,
    legs: legs.map(({ conid, ratio, name, rules }) => {
      const { assetClass, lastTradingDay, strike, right, underlying, pointValue } = rules
      return {
        conid,
        ratio,
        name,
        ...omitUndefined({ assetClass, lastTradingDay, strike, right, underlying, pointValue }),
      }
    }),
    ...omitUndefined<Partial<ContractRules>>({
      currency: sameOf(all, ({ currency }) => currency),
      multiplier: sameOf(all, ({ multiplier }) => multiplier),
      pointValue: sameOf(all, ({ pointValue }) => pointValue),
      priceMagnifier: sameOf(all, ({ priceMagnifier }) => priceMagnifier),
      underlying: sameOf(all.filter(isOption), ({ underlying }) => underlying),
      lastTradingDay: all.flatMap(({ lastTradingDay }) => lastTradingDay ?? []).sort()[0],
      orderTypes: commonOf(all.map(({ orderTypes }) => orderTypes))?.filter((type) => COMBO_TYPES.has(type)),
      outsideHoursTypes: commonOf(all.map(({ outsideHoursTypes }) => outsideHoursTypes)),
      accounts: commonOf(all.map(({ accounts }) => accounts)),
      timesInForce: commonTimes(all.map(({ timesInForce }) => timesInForce)),
      problem: all.find(({ problem }) => problem !== undefined)?.problem,
    }),
  }
}

const isOption = ({ assetClass }: ContractRules): boolean => contractKindOf(assetClass) === 'option'

function sameOf<T>(all: readonly ContractRules[], read: (rules: ContractRules) => T): T | undefined {
  const values = new Set(all.map(read))
  const [value] = values
  return values.size === 1 ? value : undefined
}

/** Returns what every list contains; undefined if a list is unknown. */
function commonOf<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  const [first, ...others] = lists
  if (first === undefined || others.includes(undefined)) return undefined
  return first.filter((value) => others.every((other) => other?.includes(value)))
}

type Times = ContractRules['timesInForce']

/** Returns the times in force of every leg, each with the order types that all legs allow for it. */
function commonTimes(lists: readonly Times[]): Times {
  const [first, ...others] = lists
  if (first === undefined || others.includes(undefined)) return undefined
  return first.flatMap(({ timeInForce, orderTypes }) => {
    const same = others.map((other) => other?.find((each) => each.timeInForce === timeInForce))
    if (same.includes(undefined)) return []
    const limited = [orderTypes, ...same.map((each) => each?.orderTypes)].filter((types) => types !== undefined)
    const types = limited.length === 0 ? undefined : commonOf(limited)
    return [{ timeInForce, ...(types && { orderTypes: types }) }]
  })
}
