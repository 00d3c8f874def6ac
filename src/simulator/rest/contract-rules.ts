import type { Contract } from '../contracts/contract.ts'
import { instrumentByConid } from '../market/instruments.ts'
import type { World } from '../world.ts'

const orderTypes = [
  ...['limit', 'midprice', 'market', 'stop', 'stop_limit', 'mit', 'lit', 'trailing_stop', 'trailing_stop_limit'],
  ...['relative', 'marketonclose', 'limitonclose'],
]
const limitTypes = ['limit', 'stop_limit', 'lit', 'trailing_stop_limit', 'relative']
const fractionTypes = orderTypes.filter(
  (type) => !['midprice', 'relative', 'marketonclose', 'limitonclose'].includes(type),
)

/** What may be ordered in a contract, and what an order form begins with. The simulator trades less than it lists here. */
export function contractRules(world: World, contract: Contract, isBuy: boolean): object {
  const instrument = instrumentByConid(contract.conid)
  const quote = instrument && world.market.quote(instrument)
  const price = quote === undefined ? null : isBuy ? quote.ask : quote.bid
  const share = contract.secType === 'STK'
  const size = share ? 100 : 1
  return {
    algoEligible: share,
    allOrNoneEligible: true,
    costReport: false,
    canTradeAcctIds: world.accounts.ids,
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
    tifDefaults: { TIF: 'DAY', ...defaultAccount(world), SIZE: size.toFixed(2), PMALGO: share },
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

/** Named only where there are several to choose from. */
function defaultAccount({ accounts }: World): object {
  return accounts.ids.length > 1 ? { DEFAULT_ACCT: accounts.selected() } : {}
}
