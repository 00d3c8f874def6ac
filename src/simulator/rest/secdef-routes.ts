import { listBonds } from '../contracts/bonds.ts'
import type { Contract } from '../contracts/contract.ts'
import { formatMonth } from '../contracts/expirations.ts'
import { findContract } from '../contracts/find-contract.ts'
import { futuresFamilies, listFutures } from '../contracts/futures.ts'
import {
  createOption,
  listExpirations,
  listMonths,
  listOptionFamilies,
  listStrikes,
  listWeeklyExpirations,
} from '../contracts/options.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { buildContractAttributes } from './contract-views.ts'
import { rejectInvalidParameter, rejectMissingParameter } from './request-parameters.ts'

const optionTypes = ['OPT', 'FOP', 'WAR']

/**
 * Creates the routes for the steps to an option: `search`, then `strikes`, then `info`. Each response is empty until
 * the previous step was called.
 */
export function createSecdefRoutes(state: SimulatorState): readonly Route[] {
  const { session, now } = state

  function strikes(call: ApiCall) {
    const conid = Number(call.query.get('conid'))
    const secType = call.query.get('sectype')
    const month = call.query.get('month')
    if (!call.query.has('conid')) return rejectMissingParameter('conid')
    if (secType === null) return rejectMissingParameter('sectype')
    if (!optionTypes.includes(secType)) return rejectInvalidParameter('sectype', secType)
    if (month === null) return rejectMissingParameter('month')
    // IBKR requires the exchange for options on futures.
    const exchange = call.query.get('exchange') ?? 'SMART'
    const families = listOptionFamilies(conid).filter(
      (family) =>
        family.secType === secType &&
        (secType !== 'FOP' || family.exchanges.includes(exchange)) &&
        listMonths([family], now()).includes(month),
    )
    if (!session.warmUps().searched.has(conid) || families.length === 0) return json({ call: [], put: [] })
    session.warmUps().strikesRead.add(conid)
    const all = [...new Set(families.flatMap(listStrikes))].sort((one, other) => one - other)
    return json({ call: all, put: all })
  }

  function info(call: ApiCall) {
    const { query } = call
    const exchange = query.get('exchange')
    const issuerId = query.get('issuerId')
    if (issuerId !== null) return json(listBonds(issuerId).map((bond) => buildContractAttributes(bond, exchange)))
    if (!query.has('conid')) return rejectMissingParameter('conid')
    const conid = Number(query.get('conid'))
    const month = query.get('month')
    if (month !== null && !/^[A-Z]{3}\d\d$/.test(month)) return rejectInvalidParameter('month', month)
    // Details are empty until the symbol was searched in this session.
    if (!isSearched(conid)) return json([])
    return json(contractsUnder(conid, query).map((contract) => buildContractAttributes(contract, exchange)))
  }

  /** Reports whether a search found a contract, or the underlying of a derivative. */
  function isSearched(conid: number): boolean {
    if (session.warmUps().searched.has(conid)) return true
    const underlyingConid = findContract(conid)?.underlyingConid ?? 0
    return underlyingConid !== 0 && isSearched(underlyingConid)
  }

  /** Returns the contracts of one underlying that match a query, or the contract itself, which may be a derivative. */
  function contractsUnder(conid: number, query: URLSearchParams): readonly Contract[] {
    const underlying = findContract(conid)
    const secType = query.get('sectype') ?? underlying?.secType
    if (underlying === undefined) return []
    if (secType === underlying.secType) return [underlying]
    const month = query.get('month')
    if (secType === 'FUT') {
      const futures = futuresFamilies.filter(({ indexConid }) => indexConid === conid)
      return futures.flatMap((family) => listFutures(family, now())).filter((future) => isOfMonth(future, month))
    }
    const families = listOptionFamilies(conid).filter((family) => family.secType === secType)
    if (!session.warmUps().strikesRead.has(conid)) return []
    const strike = query.get('strike')
    const right = query.get('right')
    const isEveryStrike = strike === null || (Number(strike) === 0 && state.zeroStrike === 'all')
    const rights = (['C', 'P'] as const).filter((each) =>
      right === null ? state.missingRight === 'both' : each === right,
    )
    return families.flatMap((family) => {
      // Without a strike, weekly options are not listed, as observed.
      const weeklies = strike === null ? [] : listWeeklyExpirations(family, now())
      const strikes = listStrikes(family).filter((each) => isEveryStrike || each === Number(strike))
      return [...weeklies, ...listExpirations(family, now())]
        .filter(({ code }) => code === month)
        .flatMap((expiration) =>
          strikes.flatMap((each) => rights.map((either) => createOption(family, expiration, each, either))),
        )
    })
  }

  return [
    route('GET', '/iserver/secdef/strikes', 'brokerage', strikes),
    route('GET', '/iserver/secdef/info', 'brokerage', info),
    route('GET', '/iserver/secdef/bond-filters', 'brokerage', (call) => {
      const issuerId = call.query.get('issuerId')
      if (!call.query.has('symbol')) return rejectMissingParameter('symbol')
      return issuerId === null ? rejectMissingParameter('issuerId') : json({ bondFilters: bondFilters(issuerId) })
    }),
  ]
}

function isOfMonth({ contractMonth = '' }: Contract, month: string | null): boolean {
  return month === null || formatMonth(contractMonth) === month
}

/** Returns the filters for the bonds of an issuer. Filters for months and days also have the field `text`. */
function bondFilters(issuerId: string): readonly object[] {
  const bonds = listBonds(issuerId)
  const day = (text: string, options: Intl.DateTimeFormatOptions) =>
    new Date(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
      .toLocaleDateString('en-US', { ...options, timeZone: 'UTC' })
      .replace(',', '')
  return [
    {
      displayText: 'Maturity Date',
      columnId: 27,
      options: bonds.map(({ expiry = '' }) => ({
        text: day(expiry, { month: 'short', year: 'numeric' }),
        value: expiry.slice(0, 6),
      })),
    },
    {
      displayText: 'Issue Date',
      columnId: 28,
      options: bonds.map(({ issued }) => ({
        text: day(issued, { month: 'short', day: '2-digit', year: 'numeric' }),
        value: issued,
      })),
    },
    { displayText: 'Coupon', columnId: 25, options: bonds.map(({ coupon }) => ({ value: String(coupon) })) },
    { displayText: 'Currency', columnId: 5, options: bonds.length === 0 ? [] : [{ value: 'USD' }] },
  ]
}
