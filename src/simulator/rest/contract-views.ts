import type { Instrument } from '../market/instruments.ts'

/** Venues of an instrument, comma separated, the smart router first. */
export function validExchanges(instrument: Instrument): string {
  return [...new Set(['SMART', 'AMEX', 'NYSE', 'CBOE', instrument.listingExchange, 'ISLAND', 'BATS', 'IEX'])].join(',')
}

/** One hit of a search; a search by name carries fewer fields. */
export function searchEntry(instrument: Instrument, byName: boolean): object {
  const entry = {
    conid: String(instrument.conid),
    companyHeader: `${instrument.companyName} - ${instrument.listingExchange}`,
    companyName: instrument.companyName,
    symbol: instrument.symbol,
    description: instrument.listingExchange,
    restricted: null,
  }
  return byName ? entry : { ...entry, sections: [{ secType: 'STK' }] }
}

/** Body of the contract info call: snake case. */
export function contractInfo(instrument: Instrument): object {
  return {
    cfi_code: '',
    symbol: instrument.symbol,
    cusip: null,
    expiry_full: null,
    con_id: instrument.conid,
    maturity_date: null,
    industry: instrument.industry,
    instrument_type: 'STK',
    trading_class: instrument.symbol,
    valid_exchanges: validExchanges(instrument),
    allow_sell_long: false,
    is_zero_commission_security: false,
    local_symbol: instrument.symbol,
    contract_clarification_type: null,
    classifier: null,
    currency: 'USD',
    text: null,
    underlying_con_id: 0,
    r_t_h: true,
    multiplier: null,
    underlying_issuer: null,
    contract_month: null,
    company_name: instrument.companyName,
    smart_available: true,
    exchange: 'SMART',
    category: instrument.category,
    has_related_contracts: true,
  }
}

/** One entry of the security definition call, and the keys that positions gain on a later read. */
export function securityDefinition(instrument: Instrument): Readonly<Record<string, unknown>> {
  return {
    conid: instrument.conid,
    currency: 'USD',
    time: 7,
    chineseName: null,
    allExchanges: validExchanges(instrument),
    listingExchange: instrument.listingExchange,
    countryCode: 'US',
    name: instrument.companyName,
    assetClass: 'STK',
    expiry: null,
    lastTradingDay: null,
    group: instrument.industry,
    putOrCall: null,
    sector: instrument.sector,
    sectorGroup: instrument.category,
    strike: '0',
    ticker: instrument.symbol,
    undConid: 0,
    multiplier: 0,
    type: instrument.kind === 'ETF' ? 'ETF' : 'COMMON',
    hasOptions: true,
    fullName: instrument.symbol,
    isUS: true,
    incrementRules: [{ lowerEdge: 0, increment: 0.01 }],
    displayRule: { magnification: 0, displayRuleStep: [{ decimalDigits: 2, lowerEdge: 0, wholeDigits: 4 }] },
    isEventContract: false,
    pageSize: 100,
  }
}
