import { anyJsonShape, integer, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

const unknown = { response: { kind: 'unknown' } } as const
const object = { kind: 'object' } as const

/** Bodies and responses of the operations for codes, forms, requests and echoes. */
export const managementUtilityDetails: DetailsById = {
  'utilities.enumerations': { response: object },
  'utilities.brokers': { response: { kind: 'object', rows: 'brokers' } },
  'utilities.banks': { response: { kind: 'object', rows: 'participatingBanks' } },
  'utilities.forms': { response: { kind: 'object', rows: 'formDetails' } },
  'utilities.required-forms': { response: { kind: 'object', rows: 'forms' } },
  'utilities.requests': { response: { kind: 'object', rows: 'requestDetails' } },
  'utilities.request-status': { response: object },
  'utilities.change-request': { body: { kind: 'jwt', shape: anyJsonShape }, response: object },
  'utilities.username': { response: object },
  'utilities.echo': { response: object },
  'utilities.echo-signed': {
    body: { kind: 'jwt', shape: objectOf(text('iss', 'Client id; the response repeats it.')) },
    response: object,
  },
}

/** Bodies and responses of the trading restrictions. IBKR describes only the two POSTs. */
export const restrictionDetails: DetailsById = {
  'restrictions.apply': { body: { kind: 'jwt', shape: anyJsonShape }, response: { kind: 'object' } },
  'restrictions.verify': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        text('userName!', 'Username that applied the restrictions.', { minimumLength: 1, maximumLength: 64 }),
        integer('requestId!', 'Id of the request.', { minimum: 1 }),
        text('payload!', 'The restrictions as bytes.', { format: 'base64' }),
      ),
    },
    response: { kind: 'object' },
  },
  'restrictions.of-account': unknown,
  'restrictions.of-user': unknown,
  'restrictions.own': unknown,
  'restrictions.details': unknown,
  'restrictions.scope': unknown,
  'restrictions.list': unknown,
  'restrictions.lists': unknown,
}

/** The tax voucher operations are undocumented: only path and scopes are known. */
export const taxVoucherDetails: DetailsById = {
  'tax-vouchers.create': { body: { kind: 'unknown' }, response: { kind: 'unknown' } },
  'tax-vouchers.countries': unknown,
  'tax-vouchers.years': unknown,
  'tax-vouchers.dividends': unknown,
  'tax-vouchers.state': unknown,
  'tax-vouchers.download': unknown,
}
