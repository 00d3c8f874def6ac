import { type ApiCall, type CallHandler, isRecord } from '../http/define-route.ts'
import { json } from '../http/response.ts'
import operations from './operations.json' with { type: 'json' }
import { rejectMissingArguments } from './problem-responses.ts'

/**
 * Protection of a request to account management: a plain request with a bearer token, or a body that is a signed JWT.
 * The server verifies the JWT and passes its claims to the handler as `call.body = { kind: 'json', value: claims }`.
 */
type SecurityPolicy = 'https' | 'signed-jwt'

/** One operation of account management. It needs a bearer token of OAuth 2.0 but no session. */
export interface ManagementRoute {
  readonly methods: readonly string[]
  /** Path from the server's root, such as `/gw/api/v1/accounts/{accountId}/details`. */
  readonly path: string
  /** Scopes, any of which is sufficient. Empty if IBKR does not publish them; every bearer token is then accepted. */
  readonly scopes: readonly string[]
  readonly policy: SecurityPolicy
  readonly handle: CallHandler
}

/** One entry of `operations.json`. An empty response means that IBKR publishes only the title of the operation. */
interface Fixture {
  readonly scopes: readonly string[]
  readonly policy: SecurityPolicy
  /** Required fields of the query or the claims. A dot separates nested names. */
  readonly required?: readonly string[]
  /** Status of the response, default 200. */
  readonly status?: number
  readonly response: unknown
}

/** Response fields that repeat a value of the request, so that the client can match response and request. */
const repeatedFields = [
  'accountId',
  'clientInstructionId',
  'formNumber',
  'instructionId',
  'instructionSetId',
  'instructionType',
  'limit',
  'offset',
  'queryParameters',
  'requestId',
  'requestMethod',
]

/**
 * All operations of account management, with which institutions open accounts for clients. Nothing is stored: each
 * operation checks its required fields and returns a fixed response.
 */
export const managementRoutes: readonly ManagementRoute[] = Object.entries(
  operations as Readonly<Record<string, Fixture>>,
).map(([operation, { scopes, policy, required = [], status = 200, response }]) => {
  const [method = '', path = ''] = operation.split(' ')
  return {
    methods: [method],
    path,
    scopes,
    policy,
    handle: (call) => {
      const input = inputOf(call)
      const missing = required.filter((field) => valueAt(input, field) === undefined)
      return missing.length > 0 ? rejectMissingArguments(...missing) : json(withRepeatedFields(response, input), status)
    },
  }
})

function inputOf(call: ApiCall): Readonly<Record<string, unknown>> {
  const claims = call.body.kind === 'json' && isRecord(call.body.value) ? call.body.value : {}
  const query = Object.fromEntries(call.query)
  const instructions = Array.isArray(claims['instructions']) ? claims['instructions'] : [claims['instruction']]
  const [instruction] = instructions.filter(isRecord)
  const echo = { requestMethod: call.method, queryParameters: query }
  return { ...instruction, ...claims, ...query, ...call.parameters, ...echo }
}

function valueAt(input: unknown, field: string): unknown {
  const value = field.split('.').reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), input)
  return value === null || value === '' ? undefined : value
}

function withRepeatedFields(value: unknown, input: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((item) => withRepeatedFields(item, input))
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const given = repeatedFields.includes(name) ? input[name] : undefined
      return [name, repeated(inner, given) ?? withRepeatedFields(inner, input)]
    }),
  )
}

/** Converts a value of the request to the type of the response. Returns undefined if that is not possible. */
function repeated(value: unknown, given: unknown): unknown {
  if (typeof given !== 'string' && typeof given !== 'number') {
    return isRecord(value) && isRecord(given) ? given : undefined
  }
  if (typeof value === 'string') return String(given)
  return typeof value === 'number' && given !== '' && Number.isFinite(Number(given)) ? Number(given) : undefined
}
