import type { Operation, Parameter } from '../operation.ts'

const accountId: Parameter = {
  name: 'accountId',
  kind: 'string',
  required: true,
  help: 'Account.',
  example: '{{accountId}}',
}
const year: Parameter = { name: 'year', kind: 'integer', required: true, help: 'Tax year.', example: '2025' }

/** Account management: statements, confirmations and tax forms. The POSTs fetch files, they store nothing. */
export const managementReportOperations: readonly Operation[] = [
  {
    id: 'reports.statements-available',
    method: 'GET',
    path: '/gw/api/v1/statements/available',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Which statements there are',
    help: 'Days, months and years with a statement.',
    query: [accountId],
  },
  {
    id: 'reports.statements',
    method: 'POST',
    path: '/gw/api/v1/statements',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Fetch a statement',
    help: 'As PDF, HTML or CSV; the request is a signed JWT.',
    bodyExample: { accountId: '{{accountId}}', startDate: '20260105', endDate: '20260105', mimeType: 'text/csv' },
  },
  {
    id: 'reports.confirmations-available',
    method: 'GET',
    path: '/gw/api/v1/trade-confirmations/available',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Which trade confirmations there are',
    help: 'Days with a confirmation.',
    query: [accountId],
  },
  {
    id: 'reports.confirmations',
    method: 'POST',
    path: '/gw/api/v1/trade-confirmations',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Fetch a trade confirmation',
    help: 'As PDF, HTML or CSV; the request is a signed JWT.',
  },
  {
    id: 'reports.tax-available',
    method: 'GET',
    path: '/gw/api/v1/tax-documents/available',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Which tax forms there are',
    help: 'Forms of one account and year.',
    query: [accountId, year],
  },
  {
    id: 'reports.tax',
    method: 'POST',
    path: '/gw/api/v1/tax-documents',
    area: 'management-reports',
    effect: 'read',
    shape: 'known',
    title: 'Fetch a tax form',
    help: 'As PDF or HTML; the request is a signed JWT.',
  },
]
