import { accountShape, flag, integer, list, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import type { Field } from '../shape.ts'

const account = text('accountId!', 'Account that the document is about.', {
  format: 'accountId',
  example: '{{accountId}}',
})

const days: readonly Field[] = [
  text('startDate!', 'First day.', { format: 'date', day: 'YYYYMMDD', example: '20260105' }),
  text('endDate!', 'Last day.', { format: 'date', day: 'YYYYMMDD', example: '20260105' }),
]

const mediaType = text('mimeType', 'File type.', {
  values: ['application/pdf', 'text/html', 'text/csv'],
  open: true,
})

const dates = { kind: 'object' } as const
const document = { kind: 'object' } as const

/** Bodies and responses of the operations for statements, confirmations and tax documents. */
export const managementReportDetails: DetailsById = {
  'reports.statements-available': { response: dates },
  'reports.statements': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        account,
        list('accountIds', 'Further accounts in the same document.', accountShape),
        ...days,
        text('multiAccountFormat', 'Layout for several accounts.'),
        flag('cryptoConsolIfAvailable', 'Include crypto held elsewhere.', { default: false }),
        mediaType,
        text('language', 'Language of the document.', { format: 'language', default: 'en' }),
        flag('gzip', 'Compress the document.', { default: false }),
      ),
    },
    response: document,
  },
  'reports.confirmations-available': { response: dates },
  'reports.confirmations': { body: { kind: 'jwt', shape: objectOf(account, ...days, mediaType) }, response: document },
  'reports.tax-available': { response: dates },
  'reports.tax': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        account,
        integer('year!', 'Tax year.', { example: 2025 }),
        text('type!', 'Kind of document, as in the list of available documents.', { example: '1099' }),
        text('format!', 'Kind of file, as in the list of available documents.', { example: 'PDF' }),
        flag('gzip', 'Compress the document.', { default: false }),
      ),
    },
    response: document,
  },
}
