import type { SimulatorOptions } from './options.ts'
import type { SimulatedTime } from './time.ts'
import { createWorld, type World } from './world.ts'

/** Builds the world that the options ask for, with their defaults filled in. */
export function worldOfOptions(options: SimulatorOptions, { now, realNow, timers }: SimulatedTime): World {
  return createWorld({
    mode: options.mode,
    now,
    realNow,
    timers,
    seed: options.seed ?? 1,
    accountIds: options.accountIds ?? ['DU1234567'],
    loggedIn: options.loggedIn ?? true,
    fillMilliseconds: (options.fillSeconds ?? 4) * 1000,
    establishMilliseconds: (options.establishSeconds ?? 0) * 1000,
    askQuestions: options.askQuestions ?? true,
    marketMoves: options.marketMoves ?? true,
    flatTickle: options.flatTickle ?? false,
    dynamicAccounts: options.dynamicAccounts ?? false,
    listedStocks: options.listedStocks ?? 0,
    tradingHours: options.tradingHours ?? 'always',
    observedOnce: options.observedOnce ?? [],
    alertOperators: options.alertOperators ?? 'refused',
    repliesVoidedBy: options.repliesVoidedBy ?? 'order-calls',
    staleReplies: options.staleReplies ?? 'dead',
  })
}
