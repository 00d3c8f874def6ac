import { defineOperations, parameter } from '../define-operations.ts'

const accountId = parameter('accountId!', 'string', 'Account.', { format: 'accountId', example: '{{accountId}}' })
const year = parameter('year!', 'integer', 'Tax year.', { example: '2025' })

/**
 * Operations of account management for statements, confirmations and tax forms. The POST operations return files and
 * store nothing.
 */
export const managementReportOperations = defineOperations('management-reports', [
  {
    id: 'reports.statements-available',
    call: 'GET /gw/api/v1/statements/available',
    effect: 'read',
    scopes: ['statements.read', 'reports.read'],
    title: 'Available statements',
    help: 'Days, months and years with a statement.',
    query: [accountId],
  },
  {
    id: 'reports.statements',
    call: 'POST /gw/api/v1/statements',
    effect: 'read',
    scopes: ['statements.read', 'statements.write', 'reports.write'],
    signedJwt: true,
    title: 'Download a statement',
    help: 'As PDF, HTML or CSV; the request is a signed JWT.',
    bodyExample: { accountId: '{{accountId}}', startDate: '20260105', endDate: '20260105', mimeType: 'text/csv' },
  },
  {
    id: 'reports.confirmations-available',
    call: 'GET /gw/api/v1/trade-confirmations/available',
    effect: 'read',
    scopes: ['statements.read', 'reports.read'],
    title: 'Available trade confirmations',
    help: 'Days with a confirmation.',
    query: [accountId],
  },
  {
    id: 'reports.confirmations',
    call: 'POST /gw/api/v1/trade-confirmations',
    effect: 'read',
    scopes: ['statements.write', 'reports.write'],
    signedJwt: true,
    title: 'Download a trade confirmation',
    help: 'As PDF, HTML or CSV; the request is a signed JWT.',
  },
  {
    id: 'reports.tax-available',
    call: 'GET /gw/api/v1/tax-documents/available',
    effect: 'read',
    scopes: ['statements.read', 'reports.read'],
    title: 'Available tax forms',
    help: 'Forms of one account and year.',
    query: [accountId, year],
  },
  {
    id: 'reports.tax',
    call: 'POST /gw/api/v1/tax-documents',
    effect: 'read',
    scopes: ['statements.write', 'reports.write'],
    signedJwt: true,
    title: 'Download a tax form',
    help: 'As PDF or HTML; the request is a signed JWT.',
  },
])
