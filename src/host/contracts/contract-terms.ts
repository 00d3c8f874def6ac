import { numberOf, omitUndefined, type Row, textOf } from '../../shared/domain/read-value.ts'

/** The terms of a contract that expires. A missing field could not be read. */
export interface ContractTerms {
  readonly right?: 'C' | 'P'
  readonly strike?: number
  /** Last trading day, as `YYYYMMDD`. */
  readonly expiry?: string
  /** Conid of the underlying. */
  readonly underlying?: number
  /** IBKR's multiplier, without regard to the unit of the price. */
  readonly multiplier?: number
}

/** Reads the terms in the response of `GET iserver/contract/{conid}/info`. A stock has none. */
export function readTerms(row: Row): ContractTerms {
  const { strike, multiplier: stated } = row
  const right = /^[CP]/.exec(textOf(row['right'])?.toUpperCase() ?? '')?.[0]
  const expiry = textOf(row['maturity_date'])
  const underlying = numberOf(row['underlying_con_id'])
  const multiplier = Math.abs(numberOf(stated) ?? 0)
  return omitUndefined<ContractTerms>({
    right: right === 'C' || right === 'P' ? right : undefined,
    strike: numberOf(strike),
    expiry: expiry !== undefined && /^\d{8}$/.test(expiry) ? expiry : undefined,
    underlying: underlying || undefined,
    multiplier: multiplier || undefined,
  })
}
