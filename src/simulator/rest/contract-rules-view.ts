import type { Contract } from '../contracts/contract.ts'
import { findInstrument } from '../contracts/find-instrument.ts'
import { countTickDecimals, formatPrice, listIncrementRules } from '../contracts/price-increments.ts'
import { acceptsAlgorithm, isLimit, listOrderKinds, type OrderKind, orderTypes } from '../orders/order-types.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** Order of a rules call: the exchange and the side that determine the rules. */
interface RulesRequest {
  readonly isBuy: boolean
  readonly exchange?: string | undefined
}

/** Returns the rules for orders of a contract, and the defaults of an order form. */
export function buildContractRules(state: SimulatorState, contract: Contract, request: RulesRequest): object {
  const instrument = findInstrument(contract.conid)
  const quote = instrument && state.market.quote(instrument)
  const price = quote === undefined ? null : request.isBuy ? quote.ask : quote.bid
  const share = contract.secType === 'STK'
  const usShare = share && contract.currency === 'USD'
  const size = usShare ? 100 : 1
  const kinds = listOrderKinds(contract, request.exchange)
  const limits = kinds.filter((kind) => isLimit({ kind }) && kind !== 'LOC')
  const withFractions = namesOf(kinds.filter((kind) => orderTypes[kind].fractions))
  return {
    algoEligible: share,
    allOrNoneEligible: true,
    costReport: false,
    canTradeAcctIds: state.accounts.ids,
    error: null,
    orderTypes: withRelative(namesOf(kinds)),
    ibAlgoTypes: withRelative(namesOf(kinds.filter(acceptsAlgorithm))),
    fraqTypes: usShare ? withFractions : [],
    forceOrderPreview: false,
    cqtTypes: usShare || contract.secType === 'CASH' ? withFractions : [],
    orderDefaults: { LMT: { LP: price === null ? 'empty' : formatPrice(contract, price) } },
    orderTypesOutside: hasExtendedHours(contract) ? withRelative(namesOf(limits)) : [],
    defaultSize: size,
    cashSize: 0,
    sizeIncrement: size,
    tifTypes: tifTypesOf(kinds, share),
    tifDefaults: { TIF: 'DAY', ...defaultAccount(state), SIZE: size.toFixed(2), PMALGO: share },
    limitPrice: price,
    stopprice: price,
    orderOrigination: null,
    preview: true,
    displaySize: null,
    fraqInt: usShare ? 4 : 0,
    cashCcy: contract.currency,
    cashQtyIncr: usShare ? 500 : null,
    priceMagnifier: contract.priceMagnifier === 1 ? null : contract.priceMagnifier,
    negativeCapable: false,
    incrementType: 1,
    incrementRules: listIncrementRules(contract),
    hasSecondary: true,
    eventCrossThreshold: null,
    ecCloseAsBuyOpposite: null,
    increment: contract.increment,
    incrementDigits: countTickDecimals(contract),
  }
}

/** Reports whether a contract trades outside regular trading hours. Currencies have no such hours. */
function hasExtendedHours({ secType }: Contract): boolean {
  return !['CASH', 'OPT', 'FOP'].includes(secType)
}

function namesOf(kinds: readonly OrderKind[]): readonly string[] {
  return kinds.map((kind) => orderTypes[kind].rule)
}

/** Adds relative orders after the trailing stops, as in IBKR's rules. The simulator does not trade them. */
function withRelative(names: readonly string[]): readonly string[] {
  const at = names.indexOf('trailing_stop_limit')
  return at < 0 ? names : names.toSpliced(at + 1, 0, 'relative')
}

/** Returns the times in force in IBKR's format. IBKR does not define the letters `o` and `a`. */
function tifTypesOf(kinds: readonly OrderKind[], share: boolean): readonly string[] {
  const accept = (tif: string) =>
    kinds.filter((kind) => orderTypes[kind].tifs.includes(tif)).map((kind) => orderTypes[kind].original)
  if (kinds.length === 0) return []
  const ofShares = share ? [`OPG/${accept('OPG').join()},a`, 'OVT/o,a,LIMIT', 'OND/o,a,LIMIT'] : []
  return [`IOC/${accept('IOC').join()},a`, 'GTC/o,a', ...ofShares, 'DAY/o,a']
}

/** Returns the default account, which is present only if the user has several accounts. */
function defaultAccount({ accounts }: SimulatorState): object {
  return accounts.ids.length > 1 ? { DEFAULT_ACCT: accounts.selected() } : {}
}
