import type { RequestInput } from '../../client/index.ts'
import { classifyRequest, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import { HostError } from '../host-error.ts'

export interface BuiltRequest {
  readonly input: RequestInput
  readonly classification: RequestClassification
}

/**
 * Builds the request that may be sent for a draft. It uses the canonical path that was classified, so that exactly the
 * checked request is sent.
 */
export function buildRequest(draft: RequestDraft): BuiltRequest {
  const classification = classifyRequest(draft)
  const { canonicalPath, reason } = classification
  if (canonicalPath === undefined) throw new HostError('invalid-input', `This path cannot be sent: ${reason}`)
  const params = new Map<string, string>()
  for (const [name, value] of draft.query) {
    if (params.has(name)) {
      throw new HostError(
        'invalid-input',
        `The parameter "${name}" is present twice. Write a list as one parameter with values separated by commas.`,
      )
    }
    params.set(name, value)
  }
  const body = draft.body?.trim() ? draft.body : undefined
  if (body !== undefined && draft.method === 'GET')
    throw new HostError('invalid-input', 'A GET request cannot have a body. Clear the body or choose another method.')
  const value = body === undefined ? undefined : parseJson(body)
  const signed = classification.operation?.signedJwt === true
  const input: RequestInput = {
    method: draft.method,
    path: canonicalPath,
    params: Object.fromEntries(params),
    // The body that the user entered contains the claims. The client adds its own claims and signs all claims.
    ...(signed && { jwt: true, data: claimsOf(value) }),
    ...(!signed && body !== undefined && { body }),
    // IBKR responds with 411 to a POST without a length, but accepts an empty object for every operation.
    ...(!signed && body === undefined && draft.method === 'POST' && { body: '{}' }),
  }
  return { input, classification }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new HostError('invalid-input', `The body is not JSON: ${(error as Error).message}`, { cause: error })
  }
}

function claimsOf(value: unknown): object {
  if (value === undefined) return {}
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  throw new HostError(
    'invalid-input',
    'This call is sent as a signed token, so its body must be a JSON object with the claims as fields.',
  )
}
