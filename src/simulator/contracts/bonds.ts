import { findStockByConid, type Stock, stocks } from '../market/instruments.ts'
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
  return stocks.filter((stock) => stock.kind === 'STK' && stock.symbol === symbol).map(issuerOf)
}

/** Returns the bonds of an issuer, empty for an unknown issuer. */
export function listBonds(issuerId: string): readonly Bond[] {
  const stock = findStockByConid(Number(issuerId.slice(1)))
  if (!issuerId.startsWith('e') || stock?.kind !== 'STK') return []
  const first = firstConid + stocks.indexOf(stock) * terms.length
  return terms.map(({ issued, matures, coupon }, at) => ({
    ...contractDefaults,
    conid: first + at,
    symbol: stock.symbol,
    secType: 'BOND',
    companyName: stock.companyName,
    listingExchange: 'SMART',
    exchanges: ['SMART'],
    localSymbol: `${stock.symbol} ${coupon} ${matures}`,
    tradingClass: stock.symbol,
    multiplier: 1000,
    expiry: matures,
    contractMonth: matures.slice(0, 6),
    text: `${stock.symbol} ${coupon} ${matures}`,
    ...{ issuerId, issued, coupon },
    increment: 0.001,
    sector: stock.sector,
    industry: stock.industry,
    category: stock.category,
  }))
}

/** Finds a bond by its conid. */
export function findBond(conid: number): Bond | undefined {
  const stock = stocks[Math.floor((conid - firstConid) / terms.length)]
  return stock && listBonds(issuerOf(stock).id).find((bond) => bond.conid === conid)
}

function issuerOf({ conid, companyName, symbol }: Stock): Issuer {
  return { id: `e${conid}`, name: companyName, symbol }
}
