import { gzipSync } from 'node:zlib'
import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { World } from '../world.ts'
import type { CustomerRegistry } from './accounts/customer-registry.ts'
import { claimsOf, faultsIn, numberClaim, textClaim } from './claims.ts'
import type { ManagementRoute } from './management-route.ts'
import { invalidArgument, invalidArguments, missingArgument, simpleProblem } from './problem.ts'
import { compactDay, statement, taxForm, tradeConfirmation, tradeDays } from './reports/account-report.ts'
import { formatNamed, type ReportFormat, type ReportText, writeReport } from './reports/document.ts'

const millisecondsPerDay = 86_400_000

/** Statements, trade confirmations and tax forms as small documents, and which of them there are. */
export function reportRoutes(world: World, registry: CustomerRegistry): readonly ManagementRoute[] {
  /** A report over a span of days. */
  function spanReport(write: (accountId: string, from: number, to: number) => ReportText, usual: ReportFormat) {
    return (call: Call): Answer => {
      const claims = claimsOf(call)
      const faults = faultsIn(claims, { accountId: 'text', startDate: 'text', endDate: 'text' })
      if (faults.length > 0) return invalidArguments(faults)
      const accountId = textClaim(claims, 'accountId') ?? ''
      const from = dayNamed(textClaim(claims, 'startDate') ?? '')
      const to = dayNamed(textClaim(claims, 'endDate') ?? '')
      if (from === undefined) return invalidArgument('startDate')
      if (to === undefined || to < from) return invalidArgument('endDate')
      const mimeType = claims['mimeType']
      const format = mimeType === undefined ? usual : formatNamed(String(mimeType))
      if (format === undefined) return invalidArgument('mimeType')
      if (registry.find(accountId) === undefined) return foreign()
      return json(documentView(write(accountId, from, to + millisecondsPerDay - 1), format, claims['gzip'] === true))
    }
  }

  function taxDocument(call: Call): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { accountId: 'text', year: 'number', type: 'text', format: 'text' })
    if (faults.length > 0) return invalidArguments(faults)
    const accountId = textClaim(claims, 'accountId') ?? ''
    const format = formatNamed(textClaim(claims, 'format') ?? '')
    if (format === undefined) return invalidArgument('format')
    if (registry.find(accountId) === undefined) return foreign()
    const report = taxForm(world, accountId, numberClaim(claims, 'year') ?? 0, textClaim(claims, 'type') ?? '')
    return json(documentView(report, format, claims['gzip'] === true))
  }

  /** What there is for an account. */
  const available =
    (value: (accountId: string, call: Call) => unknown) =>
    (call: Call): Answer => {
      const accountId = call.query.get('accountId')
      if (accountId === null) return missingArgument('accountId')
      if (registry.find(accountId) === undefined) return foreign()
      return json({ data: { dataType: 'String', value: value(accountId, call) } })
    }

  const taxForms = available(() => ({
    forms: [{ isForm: true, taxFormName: '1099', formats: ['PDF', 'HTML', 'CSV'] }],
  }))
  const read = { methods: ['GET'], scopes: ['statements.read', 'reports.read'], policy: 'https' } as const
  const write = { methods: ['POST'], scopes: ['statements.write', 'reports.write'], policy: 'signed-jwt' } as const
  return [
    {
      ...write,
      path: '/gw/api/v1/statements',
      scopes: ['statements.read', 'statements.write', 'reports.write'],
      answer: spanReport((accountId, from, to) => statement(world, accountId, from, to), 'text/html'),
    },
    { ...read, path: '/gw/api/v1/statements/available', answer: available(() => statementDates(world.now())) },
    {
      ...write,
      path: '/gw/api/v1/trade-confirmations',
      answer: spanReport((accountId, from, to) => tradeConfirmation(world, accountId, from, to), 'application/pdf'),
    },
    {
      ...read,
      path: '/gw/api/v1/trade-confirmations/available',
      answer: available((accountId) => tradeDays(world, accountId)),
    },
    { ...write, path: '/gw/api/v1/tax-documents', answer: taxDocument },
    {
      ...read,
      path: '/gw/api/v1/tax-documents/available',
      answer: (call) => {
        const year = call.query.get('year')
        if (year === null) return missingArgument('year')
        return /^\d{4}$/.test(year) ? taxForms(call) : invalidArgument('year')
      },
    },
  ]
}

/** What the reports say to the account of somebody else. */
function foreign(): Answer {
  return simpleProblem(402, 'The request cannot be fulfilled for the account')
}

function documentView(report: ReportText, format: ReportFormat, gzip: boolean) {
  const bytes = writeReport(report, format)
  return {
    data: {
      dataType: 'byte[]',
      encoding: 'base64',
      value: (gzip ? gzipSync(bytes) : bytes).toString('base64'),
      mimeType: format,
      gzip,
      accept: 'application/json',
    },
  }
}

/** The last 30 days, 12 whole months and the last year. */
function statementDates(now: number) {
  const today = new Date(now)
  const month = (back: number) => {
    const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back, 1))
    return compactDay(first.getTime()).slice(0, 6)
  }
  return {
    daily: { startDate: compactDay(now - 30 * millisecondsPerDay), endDate: compactDay(now - millisecondsPerDay) },
    monthly: Array.from({ length: 12 }, (_, index) => month(12 - index)),
    annual: [String(today.getUTCFullYear() - 1)],
  }
}

/** The start of a day written `YYYYMMDD` or `YYYY-MM-DD`; of a month or year written without the rest, its first day. */
function dayNamed(text: string): number | undefined {
  const parts = /^(\d{4})-?(\d{2})?-?(\d{2})?$/.exec(text)
  if (parts === null) return undefined
  const [, year, month = '01', day = '01'] = parts
  const at = Date.parse(`${year}-${month}-${day}`)
  return Number.isNaN(at) ? undefined : at
}
