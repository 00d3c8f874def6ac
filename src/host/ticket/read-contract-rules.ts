import type { RouteResponse } from '../../client/index.ts'
import type { AllowedTime, ContractRules } from '../../shared/contract/ticket-views.ts'
import { readDay } from '../../shared/domain/contract-days.ts'
import {
  ORDER_TYPES,
  type OrderTypeName,
  TIME_IN_FORCE_LABELS,
  type TimeInForce,
} from '../../shared/domain/order-types.ts'
import type { IncrementRule } from '../../shared/domain/price-increments.ts'
import { fieldsOf, numberOf, omitUndefined, rowsOf, textOf, type Unchecked } from '../../shared/domain/read-value.ts'
import { readTerms } from '../contracts/contract-terms.ts'
import { readIncrementRules } from '../contracts/contracts-service.ts'
import { readPointValue, readPriceMagnifier } from '../contracts/point-value.ts'

type Info = RouteResponse<'GET /iserver/contract/{conid}/info-and-rules'>
type Rules = Unchecked<Info['rules']>

/** Parses the response of `GET iserver/contract/{conid}/info-and-rules`. */
export function readContractRules(conid: number, body: unknown): ContractRules {
  const info: Unchecked<Info> = fieldsOf(body)
  const rules: Rules = fieldsOf(info['rules'])
  const isAlgoEligible = rules['algoEligible'] === true
  const magnifier = readPriceMagnifier(fieldsOf(info['rules']))
  const { expiry, multiplier, strike, right, underlying } = readTerms(fieldsOf(body))
  return {
    conid,
    ...omitUndefined<Omit<ContractRules, 'conid'>>({
      currency: textOf(info['currency']),
      assetClass: textOf(info['instrument_type']),
      lastTradingDay: readDay(expiry),
      ...{ multiplier, strike, right, underlying },
      orderTypes: readTypes(rules['orderTypes']),
      cashTypes: readTypes(rules['cqtTypes']),
      outsideHoursTypes: readTypes(rules['orderTypesOutside']),
      algoTypes: isAlgoEligible ? readTypes(rules['ibAlgoTypes']) : [],
      timesInForce: readTimes(rules['tifTypes'], rules['overnightEligible'] === true),
      increments: readIncrements(rules),
      quantityDigits: numberOf(rules['fraqInt']),
      quantityStep: readPositive(rules['sizeIncrement']),
      priceMagnifier: magnifier === 1 ? undefined : magnifier,
      pointValue: readPointValue(fieldsOf(body), fieldsOf(info['rules'])),
      canBeNegative: typeof rules['negativeCapable'] === 'boolean' ? rules['negativeCapable'] : undefined,
      accounts: readTexts(rules['canTradeAcctIds']),
      problem: textOf(rules['error']),
    }),
  }
}

/** Reads a number above 0. */
function readPositive(value: unknown): number | undefined {
  const number = numberOf(value)
  return number !== undefined && number > 0 ? number : undefined
}

/** Days of a future, which only its row in `GET trsrv/futures` has. */
type CutOffs = Pick<ContractRules, 'longCutOff' | 'shortCutOff'>

/** Reads IBKR's cut-off days of a future in the response of `GET trsrv/futures`. Empty if the list does not have it. */
export function readCutOffs(conid: number, body: unknown): CutOffs {
  const lists = Object.values(fieldsOf(body))
  const row = lists.flatMap((list) => (Array.isArray(list) ? rowsOf(list) : [])).find((each) => each['conid'] === conid)
  return omitUndefined<CutOffs>({
    longCutOff: readDay(row?.['longFuturesCutOff']),
    shortCutOff: readDay(row?.['shortFuturesCutOff']),
  })
}

const OVERNIGHT = ['OVT', 'OND'] as const satisfies readonly TimeInForce[]

const NAMES: ReadonlyMap<string, OrderTypeName> = new Map(
  Object.entries(ORDER_TYPES).map(([type, { ruleName }]) => [ruleName, type as OrderTypeName]),
)

const readTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.flatMap((each) => textOf(each) ?? []) : undefined

/** Reads a list of order types and skips unknown types. */
const readTypes = (value: unknown): readonly OrderTypeName[] | undefined =>
  readTexts(value)?.flatMap((name) => NAMES.get(name.toLowerCase()) ?? [])

/**
 * Reads times in force such as `IOC/MARKET,LIMIT,a`: the time, then the order types that it is limited to, and letters
 * that IBKR does not define. The overnight times are in the list, or only `overnightEligible` permits them.
 */
function readTimes(value: unknown, overnight: boolean): readonly AllowedTime[] | undefined {
  const times = readTexts(value)?.flatMap((text): readonly AllowedTime[] => {
    const [time = '', list = ''] = text.split('/')
    if (!(time in TIME_IN_FORCE_LABELS)) return []
    const orderTypes = readTypes(list.split(',')) ?? []
    return [{ timeInForce: time as TimeInForce, ...(orderTypes.length > 0 && { orderTypes }) }]
  })
  const isListed = (time: TimeInForce): boolean => times?.some(({ timeInForce }) => timeInForce === time) === true
  const unlisted = OVERNIGHT.filter((time) => overnight && !isListed(time)).map((timeInForce) => ({ timeInForce }))
  return times && [...times, ...unlisted]
}

/** Reads the price increments. Without `incrementRules`, uses `increment` for all prices. */
function readIncrements({ incrementRules, increment }: Rules): readonly IncrementRule[] | undefined {
  const listed = readIncrementRules(incrementRules)
  const rules = listed.length > 0 ? listed : readIncrementRules([{ increment }])
  return rules.length > 0 ? rules : undefined
}
