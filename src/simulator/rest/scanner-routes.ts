import { getListingExchange } from '../contracts/describe-contract.ts'
import { type ApiCall, isRecord, type Route, route } from '../http/define-route.ts'
import { type HttpResponse, json } from '../http/response.ts'
import { stocks } from '../market/instruments.ts'
import { instrumentKinds, scanFilters, scannerTypes } from '../scanner.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, withBody } from './request-parameters.ts'

const maxHits = 50

/** Creates the routes of the market scanner: its parameters, and a ranking of the simulated market. */
export function createScannerRoutes(state: SimulatorState): readonly Route[] {
  const { market } = state

  function run(call: ApiCall): HttpResponse {
    return withBody(call, (body) => {
      const kind = instrumentKinds.find(({ type }) => type === body['instrument'])
      if (kind === undefined) return rejectInvalidParameter('instrument', body['instrument'])
      const location = kind.locations.find(({ type }) => type === body['location'])
      if (location === undefined) return rejectInvalidParameter('location', body['location'])
      const scan = scannerTypes.find(({ code }) => code === body['type'])
      if (scan === undefined) return rejectInvalidParameter('type', body['type'])
      const asked: readonly unknown[] = Array.isArray(body['filter']) ? body['filter'] : []
      const conditions = asked.map(readFilter)
      const bad = conditions.indexOf(undefined)
      if (bad !== -1) return rejectInvalidParameter('filter', JSON.stringify(asked[bad]))
      const exchanges: readonly string[] = location.exchanges
      const hits = stocks
        .filter((instrument) => instrument.kind === kind.kind && exchanges.includes(instrument.listingExchange))
        .map((instrument) => ({ instrument, quote: market.quote(instrument) }))
        .filter(({ quote }) => conditions.every((fits) => fits?.(quote) === true))
        .map((hit) => ({ ...hit, rank: scan.rank(hit.quote, hit.instrument) }))
        .sort((one, other) => other.rank - one.rank)
        .slice(0, maxHits)
      const contracts = hits.map(({ instrument }, at) => ({
        server_id: String(at),
        // Only the first hit contains the heading.
        ...(at === 0 ? { column_name: scan.column } : {}),
        symbol: instrument.symbol,
        conidex: String(instrument.conid),
        con_id: instrument.conid,
        available_chart_periods: '#R|1',
        company_name: instrument.companyName,
        contract_description_1: instrument.symbol,
        listing_exchange: getListingExchange(instrument),
        sec_type: 'STK',
      }))
      return json({ contracts, scan_data_column_name: scan.column })
    })
  }

  return [
    route('GET', '/iserver/scanner/params', 'brokerage', () => json(parameters)),
    route('POST', '/iserver/scanner/run', 'brokerage', run),
  ]
}

function readFilter(value: unknown) {
  if (!isRecord(value)) return undefined
  const filter = scanFilters.find(({ code }) => code === value['code'])
  const limit = Number(value['value'])
  if (filter === undefined || Number.isNaN(limit)) return undefined
  return (quote: Parameters<typeof filter.fits>[0]) => filter.fits(quote, limit)
}

const parameters = {
  scan_type_list: scannerTypes.map(({ code, name }) => ({
    display_name: name,
    code,
    instruments: instrumentKinds.map(({ type }) => type),
  })),
  instrument_list: instrumentKinds.map(({ type, name }) => ({
    display_name: name,
    type,
    filters: scanFilters.map(({ code }) => code),
  })),
  filter_list: scanFilters.map(({ code, name, group }) => ({
    group,
    display_name: name,
    code,
    type: 'non-range',
    combo_values: [{ default: true, vendor: null }],
  })),
  location_tree: instrumentKinds.map(({ type, name, locations }) => ({
    display_name: name,
    type,
    locations: locations.map((location) => ({ display_name: location.name, type: location.type, locations: [] })),
  })),
}
