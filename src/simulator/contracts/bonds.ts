import { findInstrumentByConid, type Instrument, instruments } from '../market/instruments.ts'
import { type Contract, contractDefaults } from './contract.ts'

/** The issuer of a bond. */
export interface Issuer {
  /** Id of the issuer: `e` followed by digits. */
  readonly id: string
  readonly name: string
  readonly symbol: string
}

/** A bond: a contract with an issue date and a coupon. */
export interface Bond extends Contract {
  readonly issuerId: string
  /** Issue date as `YYYYMMDD`. */
  readonly issued: string
  /** Coupon in percent per year. */
  readonly coupon: number
}

const terms = [
  { issued: '20210915', matures: '20280915', coupon: 2.25 },
  { issued: '20220620', matures: '20310620', coupon: 3.5 },
  { issued: '20240318', matures: '20360318', coupon: 4.75 },
]
const firstConid = 720_000_000

/**
 * Returns issuers with a matching name or symbol. Each company of the simulated market has three bonds; funds have
 * none.
 */
export function findIssuers(symbol: string): readonly Issuer[] {
  return instruments.filter((instrument) => instrument.kind === 'STK' && instrument.symbol === symbol).map(issuerOf)
}

/** Returns the bonds of an issuer, empty for an unknown issuer. */
export function listBonds(issuerId: string): readonly Bond[] {
  const instrument = findInstrumentByConid(Number(issuerId.slice(1)))
  if (!issuerId.startsWith('e') || instrument?.kind !== 'STK') return []
  const first = firstConid + instruments.indexOf(instrument) * terms.length
  return terms.map(({ issued, matures, coupon }, at) => ({
    ...contractDefaults,
    conid: first + at,
    symbol: instrument.symbol,
    secType: 'BOND',
    companyName: instrument.companyName,
    listingExchange: 'SMART',
    exchanges: ['SMART'],
    localSymbol: `${instrument.symbol} ${coupon} ${matures}`,
    tradingClass: instrument.symbol,
    multiplier: 1000,
    expiry: matures,
    text: `${instrument.symbol} ${coupon} ${matures}`,
    ...{ issuerId, issued, coupon },
    increment: 0.001,
    sector: instrument.sector,
    industry: instrument.industry,
    category: instrument.category,
  }))
}

/** Finds a bond by its conid. */
export function findBond(conid: number): Bond | undefined {
  const instrument = instruments[Math.floor((conid - firstConid) / terms.length)]
  return instrument && listBonds(issuerOf(instrument).id).find((bond) => bond.conid === conid)
}

function issuerOf(instrument: Instrument): Issuer {
  return { id: `e${instrument.conid}`, name: instrument.companyName, symbol: instrument.symbol }
}
