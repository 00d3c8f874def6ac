import type { DetailsById } from '../operation-details.ts'

const unknown = { answer: { kind: 'unknown' } } as const

/** Nobody has described these calls: path and scopes are all that is known. */
export const taxVoucherDetails: DetailsById = {
  'tax-vouchers.create': { body: { kind: 'unknown' }, answer: { kind: 'unknown' } },
  'tax-vouchers.countries': unknown,
  'tax-vouchers.years': unknown,
  'tax-vouchers.dividends': unknown,
  'tax-vouchers.state': unknown,
  'tax-vouchers.download': unknown,
}
