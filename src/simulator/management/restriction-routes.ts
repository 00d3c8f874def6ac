import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import { claimsOf, faultsIn, numberClaim, textClaim } from './claims.ts'
import type { ManagementRoute } from './management-route.ts'
import { invalidArguments } from './problem.ts'

const operations = ['RESTR_ADD', 'RESTR_DELETE', 'RESTR_ASSOC_ADD', 'RESTR_ASSOC_DELETE']
const verifiedLimit = 1000

/** Rules that trades are held against: a table is verified first and applied afterwards under the same number. */
export function restrictionRoutes(): readonly ManagementRoute[] {
  const verified = new Set<number>()

  function verify(call: Call): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { userName: 'text', requestId: 'number', payload: 'text' })
    if (faults.length > 0) return invalidArguments(faults)
    const requestId = numberClaim(claims, 'requestId') ?? 0
    const problem = tableProblem(Buffer.from(textClaim(claims, 'payload') ?? '', 'base64').toString('utf8'))
    if (problem !== undefined) return json({ success: false, requestId, message: problem })
    verified.add(requestId)
    const [oldest] = verified
    if (verified.size > verifiedLimit && oldest !== undefined) verified.delete(oldest)
    return json({ success: true, requestId, message: 'OK' })
  }

  function apply(call: Call): Answer {
    const claims = claimsOf(call)
    const faults = faultsIn(claims, { userName: 'text', requestId: 'number' })
    if (faults.length > 0) return invalidArguments(faults)
    const requestId = numberClaim(claims, 'requestId') ?? 0
    const success = verified.delete(requestId)
    return json({ success, requestId, message: success ? 'OK' : 'Request not previously verified' })
  }

  const write = { methods: ['POST'], scopes: ['restrictions.write'], policy: 'signed-jwt' } as const
  return [
    { ...write, path: '/gw/api/v1/restrictions/verify', answer: verify },
    { ...write, path: '/gw/api/v1/restrictions', answer: apply },
  ]
}

/** What is wrong with a table: each line begins with an operation, and each rule that begins also ends. */
function tableProblem(table: string): string | undefined {
  const lines = table
    .split(/\r?\n/)
    .map((line) => line.split(',').map((cell) => cell.trim()))
    .filter((cells) => cells.some((text) => text !== ''))
  if (lines.length === 0) return 'Invalid CSV: it is empty'
  for (const cells of lines) {
    const [operation = ''] = cells
    if (!operations.includes(operation)) return `Invalid CSV: Unknown operation ${operation.slice(0, 64)}`
    if (cells.includes('RULE_BEGIN') && !cells.includes('RULE_END')) return 'Invalid CSV: Missing RULE_END'
  }
  return undefined
}
