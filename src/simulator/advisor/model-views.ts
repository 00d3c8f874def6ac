import { type AccountValue, calculateAccountValue } from '../account/valuation.ts'
import { findContract } from '../contracts/find-contract.ts'
import type { SimulatorState } from '../simulator-state.ts'
import type { Model } from './models.ts'

const text = (value: number) => String(Math.round(value * 100) / 100)
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

/** Returns one entry of IBKR's list of models. */
export function buildModelSummary(model: Model) {
  return {
    bootstrapped: true,
    ci: false,
    desc: model.description,
    isStatic: model.isStatic,
    mismatch: false,
    model: model.name,
    nlv: text(sum(model.invested.values())),
    numAccounts: model.invested.size,
  }
}

/** Returns the target positions of a model. The model itself has no positions, because it places no orders. */
export function buildModelPositions(model: Model, now: number, sort: PositionSorting): object {
  const positions = model.positions.map(({ conid, share }) => ({
    ...{ actl: '0', actlRangeMax: 'None', actlRangeMin: 'None', ccy: 'USD', cid: conid, dlv: '0', exrt: '1', flg: 0 },
    ...{ instrImbalance: '0', instrument: findContract(conid)?.symbol ?? '', mismatchType: 0, mv: '0' },
    ...{ position: '0', trgt: String(share) },
  }))
  return {
    cash: model.cash.map(({ currency, share }) => ({
      ...{ actl: '0', ccy: currency, exrt: '1', instrImbalance: '0', mv: '0', trgt: String(share) },
    })),
    mismatched: false,
    model: model.name,
    nlv: sum(model.invested.values()),
    positionList: sorted(positions, sort).slice(0, sort.limit),
    positionTs: now,
    stkOnly: true,
    totalDlv: 0,
    totalMv: 0,
  }
}

/**
 * Sort order and number of the returned positions. `ASC` begins with the largest position, according to IBKR's
 * document.
 */
export interface PositionSorting {
  readonly field: string
  readonly direction: string
  readonly limit: number
}

/** Lists the accounts of a model, with a total. */
export function listModelAccounts(state: SimulatorState, model: Model): readonly object[] {
  const line = (account: string, alias: string, cash: number, nlv: number) => ({
    ...{ account, acctImbalance: '0', alias, baseCcyAccount: 'USD', costBasis: text(nlv), exrt: 1 },
    ...{ indCash: text(cash), nlv: text(nlv), numInstrOutsideRange: 0, unrealPnL: '0' },
  })
  const accounts = [...model.invested].map(
    ([id, nlv]) => [id, (valueOfAccount(state, id)?.cash ?? 0) - nlv, nlv] as const,
  )
  const total = line('TOTAL', 'None', sum(accounts.map(([, cash]) => cash)), sum(accounts.map(([, , nlv]) => nlv)))
  return [...accounts.map(([id, cash, nlv]) => line(id, '', cash, nlv)), total]
}

/** Lists the value of every account in a model, in other models and outside of models. */
export function listInvestedAccounts(state: SimulatorState, model: Model): readonly object[] {
  const others = state.models.all().filter(({ name }) => name !== model.name)
  return state.accounts.ids.map((id) => {
    const value = valueOfAccount(state, id)
    const own = model.invested.get(id) ?? 0
    const elsewhere = sum(others.map(({ invested }) => invested.get(id) ?? 0))
    return {
      ...{ account: id, accountModelNlv: text(own), accountOtherModelsNlv: text(elsewhere), alias: '' },
      ...{ baseCcyAccount: 'USD', baseCcyAccountPrc: '0.01', exrt: 1 },
      indCashNlv: text((value?.cash ?? 0) - own - elsewhere),
      indPosNlv: text((value?.netLiquidation ?? 0) - (value?.cash ?? 0)),
      nlv: text(value?.netLiquidation ?? 0),
    }
  })
}

function valueOfAccount(state: SimulatorState, accountId: string): AccountValue | undefined {
  const ledger = state.accounts.find(accountId)
  return ledger && calculateAccountValue(ledger, state.market)
}

function sorted<Row extends object>(rows: readonly Row[], { field, direction }: PositionSorting): readonly Row[] {
  const column = field === 'target' ? 'trgt' : field
  const value = (row: Row) => String((row as Readonly<Record<string, unknown>>)[column] ?? '')
  const sign = direction === 'DESC' ? 1 : -1
  return [...rows].sort((one, other) => sign * value(one).localeCompare(value(other), 'en', { numeric: true }))
}
