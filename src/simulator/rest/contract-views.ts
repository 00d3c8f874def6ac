import type { Contract } from '../contracts/contract.ts'
import { findInstrumentByConid } from '../market/instruments.ts'
import type { SimulatorState } from '../simulator-state.ts'

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
    contract_month: expiry?.slice(0, 6) ?? null,
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
    countryCode: 'US',
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
    hasOptions: contract.secType === 'STK',
    fullName: contract.text === undefined ? contract.symbol : `${contract.symbol} ${contract.text}`,
    isUS: contract.currency === 'USD',
    incrementRules: [{ lowerEdge: 0, increment: contract.increment }],
    displayRule: { magnification: 0, displayRuleStep: [{ decimalDigits: 2, lowerEdge: 0, wholeDigits: 4 }] },
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

const orderTypes = [
  ...['limit', 'midprice', 'market', 'stop', 'stop_limit', 'mit', 'lit', 'trailing_stop', 'trailing_stop_limit'],
  ...['relative', 'marketonclose', 'limitonclose'],
]
const limitTypes = ['limit', 'stop_limit', 'lit', 'trailing_stop_limit', 'relative']
const fractionTypes = orderTypes.filter(
  (type) => !['midprice', 'relative', 'marketonclose', 'limitonclose'].includes(type),
)

/**
 * Returns the rules for orders of a contract, and the defaults of an order form. The rules list more order types than
 * the simulator can trade.
 */
export function buildContractRules(state: SimulatorState, contract: Contract, isBuy: boolean): object {
  const instrument = findInstrumentByConid(contract.conid)
  const quote = instrument && state.market.quote(instrument)
  const price = quote === undefined ? null : isBuy ? quote.ask : quote.bid
  const share = contract.secType === 'STK'
  const size = share ? 100 : 1
  return {
    algoEligible: share,
    allOrNoneEligible: true,
    costReport: false,
    canTradeAcctIds: state.accounts.ids,
    error: null,
    orderTypes,
    ibAlgoTypes: [...limitTypes, 'marketonclose', 'limitonclose'],
    fraqTypes: share ? fractionTypes : [],
    forceOrderPreview: false,
    cqtTypes: share ? fractionTypes : [],
    orderDefaults: { LMT: { LP: price === null ? 'empty' : price.toFixed(2) } },
    orderTypesOutside: share ? limitTypes : [],
    defaultSize: size,
    cashSize: 0,
    sizeIncrement: size,
    tifTypes: ['IOC/MARKET,LIMIT,a', 'GTC/o,a', 'OPG/LIMIT,MARKET,a', 'DAY/o,a'],
    tifDefaults: { TIF: 'DAY', ...defaultAccount(state), SIZE: size.toFixed(2), PMALGO: share },
    limitPrice: price,
    stopprice: price,
    orderOrigination: null,
    preview: true,
    displaySize: null,
    fraqInt: share ? 4 : 0,
    cashCcy: contract.currency,
    cashQtyIncr: share ? 500 : null,
    priceMagnifier: null,
    negativeCapable: false,
    incrementType: 1,
    incrementRules: [{ lowerEdge: 0, increment: contract.increment }],
    hasSecondary: true,
    eventCrossThreshold: null,
    ecCloseAsBuyOpposite: null,
    increment: contract.increment,
    incrementDigits: String(contract.increment).split('.')[1]?.length ?? 0,
  }
}

/** Returns the default account, which is present only if the user has several accounts. */
function defaultAccount({ accounts }: SimulatorState): object {
  return accounts.ids.length > 1 ? { DEFAULT_ACCT: accounts.selected() } : {}
}
