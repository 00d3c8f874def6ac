import type { Contract } from '../contracts/contract.ts'
import { optionByConid } from '../contracts/options.ts'
import { type Instrument, instrumentByConid } from '../market/instruments.ts'
import type { World } from '../world.ts'

/** An option on a tradable instrument. */
export interface ExercisableOption {
  readonly contract: Contract
  readonly underlying: Instrument
  readonly right: 'C' | 'P'
  readonly strike: number
  /** Shares of one contract. */
  readonly multiplier: number
}

/** The option of a conid, or undefined for whatever cannot be exercised. */
export function exercisableOption(conid: number): ExercisableOption | undefined {
  const contract = Number.isSafeInteger(conid) ? optionByConid(conid) : undefined
  if (contract === undefined) return undefined
  const underlying = instrumentByConid(contract.underlyingConid)
  const { right, strike, multiplier } = contract
  if (underlying === undefined || right === undefined || strike === undefined || multiplier === undefined)
    return undefined
  return { contract, underlying, right, strike, multiplier }
}

/** Whether exercising would cost more than the market. */
export function isOutOfTheMoney(world: World, { underlying, right, strike }: ExercisableOption): boolean {
  const { last } = world.market.quote(underlying)
  return right === 'C' ? last <= strike : last >= strike
}

/**
 * Exercises so many contracts of the selected account. Options cannot be held in the simulated market, so what the order shows
 * is their outcome: the shares, bought or sold at the strike.
 */
export function exercise(world: World, option: ExercisableOption, contracts: number): void {
  const quantity = contracts * option.multiplier
  const order = world.lifeCycle.submit(world.accounts.selected(), {
    instrument: option.underlying,
    side: option.right === 'C' ? 'BUY' : 'SELL',
    kind: 'LMT',
    quantity,
    price: option.strike,
    auxPrice: undefined,
    tif: 'DAY',
    outsideRth: true,
    clientOrderId: undefined,
  })
  world.matching.trade(order.id, quantity, option.strike)
}
