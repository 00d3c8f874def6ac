import { type Contract, contractOf } from '../contracts/contract.ts'
import { contractByConid } from '../contracts/directory.ts'
import { comboOf } from '../market/combos.ts'
import { type Instrument, instrumentByConid } from '../market/instruments.ts'
import { numberField, type OrderFields, textField } from './order-fields.ts'

/** What an order names by `conid` or `conidex`. */
export type OrderContract =
  | { readonly kind: 'tradable'; readonly instrument: Instrument; readonly exchange: string | undefined }
  /** Known, but the simulated market has no prices of it. */
  | { readonly kind: 'listed'; readonly contract: Contract }
  | { readonly kind: 'unknown'; readonly asked: string }
  | { readonly kind: 'missing' }

/** Reads the contract of an order. A `conid` goes to SMART, whatever a `conidex` beside it says. */
export function readContract(fields: OrderFields): OrderContract {
  const conid = numberField(fields, 'conid')
  const conidex = textField(fields, 'conidex')
  if (conid !== undefined) return lookUp(conid, undefined, String(conid))
  if (conidex === undefined) return { kind: 'missing' }
  const combo = comboOf(conidex)
  if (combo !== undefined) return { kind: 'tradable', instrument: combo, exchange: undefined }
  const [, digits, exchange] = /^(\d+)(?:@(\w+))?$/.exec(conidex) ?? []
  return digits === undefined ? { kind: 'unknown', asked: conidex } : lookUp(Number(digits), exchange, conidex)
}

function lookUp(conid: number, exchange: string | undefined, asked: string): OrderContract {
  const instrument = instrumentByConid(conid)
  if (instrument === undefined) {
    const contract = contractByConid(conid)
    return contract === undefined ? { kind: 'unknown', asked } : { kind: 'listed', contract }
  }
  if (exchange !== undefined && !contractOf(instrument).exchanges.includes(exchange)) return { kind: 'unknown', asked }
  return { kind: 'tradable', instrument, exchange: exchange === 'SMART' ? undefined : exchange }
}
