import type { Effect } from '../domain/requests.ts'
import { canonicalisePath } from './canonical-path.ts'
import { literalPathSegments, matchOperation, type PathParameterValue } from './match-operation.ts'
import type { Method, Operation, OperationEffect } from './operation.ts'

/** The classification of a request, and the only path with which it may be sent. */
export interface RequestClassification {
  /** Effect of the request. `unknown`: no catalogued operation matches, or the path is suspicious. */
  readonly effect: Effect
  /** The matching catalogued operation. Also present if the value of a parameter made the effect `unknown`. */
  readonly operation?: Operation
  /**
   * The classified path, the only one that may be sent. If absent, the request must not be sent, even if the profile is
   * armed.
   */
  readonly canonicalPath?: string
  /** The reason for the effect, in one sentence for the user who arms the profile. */
  readonly reason: string
}

/** Reports whether a request is a catalogued cancel of one order, or of all orders of an account. */
export const isCancel = ({ operation }: Pick<RequestClassification, 'operation'>): boolean =>
  operation?.id === 'orders.cancel'

const methods: ReadonlySet<string> = new Set<Method>(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Classifies a request before it is sent. A request is a `read` only if its method is spelled exactly and its canonical
 * path matches a catalogued read with plausible values. Any other request is denied until the profile is armed. Only
 * method and path are considered. If the effect depends on the body (the query calls of account management), the
 * operation is not catalogued as a read.
 */
export function classifyRequest(request: { readonly method: string; readonly path: string }): RequestClassification {
  const canonical = canonicalisePath(request.path)
  if (!canonical.ok) return { effect: 'unknown', reason: canonical.reason }
  const canonicalPath = canonical.path

  if (!isMethod(request.method)) {
    return {
      effect: 'unknown',
      canonicalPath,
      reason: 'The method is not GET, POST, PUT, PATCH or DELETE in capitals.',
    }
  }
  const match = matchOperation(request.method, canonicalPath)
  if (match === undefined) {
    return { effect: 'unknown', canonicalPath, reason: `${request.method} on this path is not in the catalogue.` }
  }
  const { operation } = match
  for (const value of match.values) {
    const reason = suspectValue(value)
    if (reason !== undefined) return { effect: 'unknown', operation, canonicalPath, reason }
  }
  return { effect: operation.effect, operation, canonicalPath, reason: EFFECT_REASONS[operation.effect] }
}

/** Explains each effect in one sentence to the user who arms the profile. */
export const EFFECT_REASONS: Readonly<Record<OperationEffect, string>> = {
  read: 'This request only reads.',
  session: 'This request changes the login, its streams or the selected account.',
  settings: 'This request changes something that IBKR stores.',
  trading: 'This request can place, change or confirm orders, move cash or positions, or cost a fee.',
}

function isMethod(method: string): method is Method {
  return methods.has(method)
}

const digits = /^\d{1,19}$/
const identifier = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}$/

/**
 * Accepted values of the path parameters of a read, stricter than IBKR's own rules. A request with any other value
 * requires arming.
 */
const patterns: Readonly<Record<string, RegExp>> = {
  conid: digits,
  orderId: digits,
  alertId: digits,
  pageId: digits,
  page: digits,
  instructionId: digits,
  instructionSetId: digits,
  clientInstructionId: digits,
  requestId: digits,
  typecode: /^[A-Z][A-Z0-9]$/,
}

/**
 * Returns the reason to reject a path parameter's value; undefined if it is accepted. A value that equals a literal
 * segment of another path (an account named `orders`) could reach that path on a server that routes differently.
 */
function suspectValue({ name, value }: PathParameterValue): string | undefined {
  if (literalPathSegments.has(value.toLowerCase())) return `"${value}" as {${name}} is part of another path.`
  const pattern = patterns[name] ?? identifier
  return pattern.test(value) ? undefined : `"${value}" does not look like a value of {${name}}.`
}
