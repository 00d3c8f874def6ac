import type { Contract } from '../contracts/contract.ts'
import { listOptionFamilies } from '../contracts/options.ts'
import { countPriceDecimals, listIncrementRules } from '../contracts/price-increments.ts'

/** Returns the exchanges of a contract, separated by commas, SMART first. */
function listValidExchanges(contract: Contract): string {
  return contract.exchanges.join(',')
}

/** Returns the body of the contract info call, in snake case. Derivatives include their underlying. */
export function buildContractInfo(contract: Contract): object {
  const { expiry, strike, right } = contract
  return {
    cfi_code: '',
    symbol: contract.symbol,
    cusip: null,
    expiry_full: expiry ?? null,
    con_id: contract.conid,
    maturity_date: expiry ?? null,
    industry: contract.industry ?? null,
    instrument_type: contract.secType,
    trading_class: contract.tradingClass,
    valid_exchanges: listValidExchanges(contract),
    allow_sell_long: false,
    is_zero_commission_security: false,
    local_symbol: contract.localSymbol,
    contract_clarification_type: null,
    classifier: null,
    currency: contract.currency,
    text: contract.text ?? null,
    underlying_con_id: contract.underlyingConid,
    r_t_h: contract.secType === 'STK',
    multiplier: contract.multiplier === undefined ? null : String(contract.multiplier),
    ...(strike === undefined ? {} : { strike: String(strike) }),
    ...(right === undefined ? {} : { right: right === 'C' ? 'CALL' : 'PUT' }),
    underlying_issuer: null,
    contract_month: contract.contractMonth ?? null,
    company_name: contract.companyName,
    smart_available: contract.exchanges.includes('SMART'),
    exchange: contract.exchanges[0] ?? contract.listingExchange,
    category: contract.category ?? null,
    has_related_contracts: contract.secType === 'STK',
  }
}

/** Returns one entry of the security definition call. Positions also contain these keys after the first read. */
export function buildSecurityDefinition(contract: Contract): Readonly<Record<string, unknown>> {
  return {
    conid: contract.conid,
    currency: contract.currency,
    time: 7,
    chineseName: '',
    allExchanges: listValidExchanges(contract),
    listingExchange: contract.listingExchange,
    countryCode: contract.currency === 'GBP' ? 'GB' : 'US',
    name: contract.companyName,
    assetClass: contract.secType,
    expiry: contract.expiry ?? null,
    lastTradingDay: contract.expiry ?? null,
    group: contract.industry ?? null,
    putOrCall: contract.right ?? null,
    sector: contract.sector ?? null,
    sectorGroup: contract.category ?? null,
    strike: String(contract.strike ?? 0),
    ticker: contract.symbol,
    undConid: contract.underlyingConid,
    multiplier: contract.multiplier ?? 0,
    type: typeOf(contract),
    hasOptions: listOptionFamilies(contract.conid).length > 0,
    fullName: contract.right === undefined ? (contract.text ?? contract.symbol) : `${contract.symbol} ${contract.text}`,
    isUS: contract.currency === 'USD',
    incrementRules: listIncrementRules(contract),
    displayRule: {
      magnification: 0,
      displayRuleStep: [{ decimalDigits: countPriceDecimals(contract), lowerEdge: 0, wholeDigits: 4 }],
    },
    isEventContract: contract.listingExchange === 'FORECASTX',
    pageSize: 100,
  }
}

/** Returns one entry of the instrument attributes call. Stocks and derivatives have different keys. */
export function buildContractAttributes(contract: Contract, exchange: string | null): object {
  const common = {
    conid: contract.conid,
    secType: contract.secType,
    exchange: exchange ?? contract.exchanges[0] ?? contract.listingExchange,
    listingExchange: contract.listingExchange,
    right: contract.right ?? '?',
    strike: contract.strike ?? 0,
    currency: contract.currency,
    maturityDate: contract.expiry ?? null,
    validExchanges: listValidExchanges(contract),
  }
  if (contract.secType === 'STK') {
    return { ...common, ticker: contract.symbol, companyName: contract.companyName, priceRendering: null }
  }
  return {
    ...common,
    symbol: contract.symbol,
    cusip: null,
    coupon: 'No Coupon',
    desc1: contract.symbol,
    desc2: contract.text ?? '',
    multiplier: String(contract.multiplier ?? 0),
    tradingClass: contract.tradingClass,
  }
}

/** Returns IBKR's type of a stock or fund, empty for other kinds of contracts. */
function typeOf({ secType, industry }: Contract): string {
  if (secType !== 'STK') return ''
  return industry === 'Equity Fund' ? 'ETF' : 'COMMON'
}
