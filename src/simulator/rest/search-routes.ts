import { findIssuers } from '../contracts/bonds.ts'
import type { Contract } from '../contracts/contract.ts'
import { formatMonth } from '../contracts/expirations.ts'
import { findUnderlyingsByName, findUnderlyingsBySymbol } from '../contracts/find-contract.ts'
import { futuresFamilies, listFutures } from '../contracts/futures.ts'
import { listMonths, listOptionFamilies } from '../contracts/options.ts'
import { type ApiCall, type Route, readRequestField, route } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter } from './request-parameters.ts'

const secTypes = ['STK', 'IND', 'BOND']
/** The conid in entries of bond issuers, which have no real conid. */
const noConid = '2147483647'

/** Creates the routes for the search by symbol or name. A search enables the details of the found contracts. */
export function createSearchRoutes(state: SimulatorState): readonly Route[] {
  const { session, now } = state

  function search(call: ApiCall) {
    const asked = readRequestField(call, 'symbol')
    if (typeof asked !== 'string' || asked === '') return rejectMissingParameter('symbol')
    const secType = readRequestField(call, 'secType')
    if (secType !== undefined && !secTypes.includes(String(secType))) return rejectInvalidParameter('secType', secType)
    if (String(readRequestField(call, 'name')) === 'true') return json(findUnderlyingsByName(asked).map(nameEntry))
    const found = findUnderlyingsBySymbol(asked).filter(
      (contract) => secType === undefined || contract.secType === secType,
    )
    // A search by name does not enable the contract details.
    for (const contract of found) session.warmUps().searched.add(contract.conid)
    const bonds = secType === undefined || secType === 'BOND' ? issuerEntries(asked.toUpperCase()) : []
    return json([...found.map((contract) => symbolEntry(contract, now())), ...bonds])
  }

  return [route(['GET', 'POST'], '/iserver/secdef/search', 'brokerage', search)]
}

/** Creates a result of a search by name, which has fewer fields. */
function nameEntry(contract: Contract) {
  // Every pair of a currency has the same symbol and company name.
  const name = contract.secType === 'CASH' ? contract.localSymbol : contract.companyName
  return {
    conid: String(contract.conid),
    companyHeader: `${name} - ${contract.listingExchange}`,
    companyName: name,
    symbol: contract.symbol,
    description: contract.listingExchange,
    restricted: null,
  }
}

function symbolEntry(contract: Contract, now: number): object {
  const options = listOptionFamilies(contract.conid)
  const [standard] = options
  return {
    ...nameEntry(contract),
    sections: [
      { secType: contract.secType },
      ...futuresSections(contract, now),
      ...(standard === undefined
        ? []
        : [
            {
              secType: standard.secType,
              months: listMonths(options, now).join(';'),
              exchange: standard.exchanges.join(';'),
            },
          ]),
      ...(standard?.secType === 'OPT' ? [{ secType: 'BAG' }] : []),
    ],
  }
}

function futuresSections(contract: Contract, now: number): readonly object[] {
  const family = futuresFamilies.find(({ indexConid }) => indexConid === contract.conid)
  if (family === undefined) return []
  const months = listFutures(family, now).map(({ contractMonth = '' }) => formatMonth(contractMonth))
  return [{ secType: 'FUT', months: months.join(';'), exchange: family.exchange }]
}

/** Finds bonds by their issuer. */
function issuerEntries(symbol: string): readonly object[] {
  const issuers = findIssuers(symbol).map(({ id, name }) => ({ id, name }))
  if (issuers.length === 0) return []
  return [
    {
      issuers,
      bondid: 1,
      conid: noConid,
      companyHeader: 'Corporate Fixed Income',
      ...{ companyName: null, symbol: null, description: null, restricted: null },
      sections: [{ secType: 'BOND' }],
    },
  ]
}
