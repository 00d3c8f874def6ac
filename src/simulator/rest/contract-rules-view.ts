import type { Contract } from '../contracts/contract.ts'
import { findInstrumentByConid } from '../market/instruments.ts'
import { acceptsAlgorithm, isLimit, listOrderKinds, type OrderKind, orderTypes } from '../orders/order-types.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** Order of a rules call: the exchange and the side that determine the rules. */
interface RulesRequest {
  readonly isBuy: boolean
  readonly exchange?: string | undefined
}

/** Returns the rules for orders of a contract, and the defaults of an order form. */
export function buildContractRules(state: SimulatorState, contract: Contract, request: RulesRequest): object {
  const instrument = findInstrumentByConid(contract.conid)
  const quote = instrument && state.market.quote(instrument)
  const price = quote === undefined ? null : request.isBuy ? quote.ask : quote.bid
  const share = contract.secType === 'STK'
  const size = share ? 100 : 1
  const kinds = listOrderKinds(contract, request.exchange)
  const limits = kinds.filter((kind) => isLimit({ kind }) && kind !== 'LOC')
  const fractions = share ? namesOf(kinds.filter((kind) => orderTypes[kind].fractions)) : []
  const incrementRules = incrementRulesOf(contract)
  return {
    algoEligible: share,
    allOrNoneEligible: true,
    costReport: false,
    canTradeAcctIds: state.accounts.ids,
    error: null,
    orderTypes: withRelative(namesOf(kinds)),
    ibAlgoTypes: withRelative(namesOf(kinds.filter(acceptsAlgorithm))),
    fraqTypes: fractions,
    forceOrderPreview: false,
    cqtTypes: fractions,
    orderDefaults: { LMT: { LP: price === null ? 'empty' : price.toFixed(2) } },
    orderTypesOutside: share ? withRelative(namesOf(limits)) : [],
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
    fraqInt: share ? 4 : 0,
    cashCcy: contract.currency,
    cashQtyIncr: share ? 500 : null,
    priceMagnifier: null,
    negativeCapable: false,
    incrementType: 1,
    incrementRules,
    hasSecondary: true,
    eventCrossThreshold: null,
    ecCloseAsBuyOpposite: null,
    increment: contract.increment,
    incrementDigits: String(contract.increment).split('.')[1]?.length ?? 0,
  }
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

/** Returns the tick sizes by price. Options at 3 USD or above have larger ticks, like most options of IBKR. */
function incrementRulesOf({ secType, increment }: Contract): readonly object[] {
  const rules = [{ lowerEdge: 0, increment }]
  return secType === 'OPT' && increment < 0.05 ? [...rules, { lowerEdge: 3, increment: 0.05 }] : rules
}

/** Returns the default account, which is present only if the user has several accounts. */
function defaultAccount({ accounts }: SimulatorState): object {
  return accounts.ids.length > 1 ? { DEFAULT_ACCT: accounts.selected() } : {}
}
