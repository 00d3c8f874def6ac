import { instrumentByConid, instruments } from '../market/instruments.ts'
import { bondByConid } from './bonds.ts'
import { coins } from './coins.ts'
import { type Contract, contractOf } from './contract.ts'
import { isCurrency, pairByConid, pairsOf } from './currencies.ts'
import { eventContractByConid } from './event-contracts.ts'
import { futureByConid, futuresFamilies, indexOf } from './futures.ts'
import { optionByConid } from './options.ts'

/** Whatever a conid stands for, or undefined. */
export function contractByConid(conid: number): Contract | undefined {
  if (!Number.isSafeInteger(conid)) return undefined
  const instrument = instrumentByConid(conid)
  if (instrument !== undefined) return contractOf(instrument)
  const family = futuresFamilies.find(({ indexConid }) => indexConid === conid)
  if (family !== undefined) return indexOf(family)
  return (
    futureByConid(conid) ??
    bondByConid(conid) ??
    pairByConid(conid) ??
    coins.find((coin) => coin.conid === conid) ??
    eventContractByConid(conid)?.contract ??
    optionByConid(conid)
  )
}

/** Underlyings whose symbol begins with a text, exact hits first: stocks and funds, indices, coins, currencies. */
export function underlyingsBySymbol(symbol: string): readonly Contract[] {
  const wanted = symbol.toUpperCase()
  const candidates = [...instruments.map(contractOf), ...futuresFamilies.map(indexOf), ...coins]
  const exact = candidates.filter((contract) => contract.symbol === wanted)
  const longer = candidates.filter((contract) => contract.symbol !== wanted && contract.symbol.startsWith(wanted))
  return [...exact, ...(isCurrency(wanted) ? pairsOf(wanted) : []), ...longer]
}

/** Underlyings whose name contains a text. */
export function underlyingsByName(name: string): readonly Contract[] {
  const wanted = name.toLowerCase()
  return [...instruments.map(contractOf), ...futuresFamilies.map(indexOf), ...coins].filter(({ companyName }) =>
    companyName.toLowerCase().includes(wanted),
  )
}
