import type { RequestInput } from '../../client/index.ts'
import { classifyRequest, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/schemas.ts'
import { HostError } from '../host-error.ts'

export interface BuiltRequest {
  readonly input: RequestInput
  readonly classification: RequestClassification
}

/**
 * Builds the only request that may be sent for a draft. Its path is the canonical one that was classified, so that
 * exactly the checked request is sent.
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
        `The parameter "${name}" is there twice. IBKR takes lists with commas: one parameter, several values.`,
      )
    }
    params.set(name, value)
  }
  const body = draft.body?.trim() ? draft.body : undefined
  if (body !== undefined && draft.method === 'GET')
    throw new HostError('invalid-input', 'A GET request has no body. Clear it, or choose another method.')
  const value = body === undefined ? undefined : parseJson(body)
  const signed = classification.operation?.signedJwt === true
  const input: RequestInput = {
    method: draft.method,
    path: canonicalPath,
    params: Object.fromEntries(params),
    // The typed body contains the claims; the client adds its own and signs them.
    ...(signed && { jwt: true, data: claimsOf(value) }),
    ...(!signed && body !== undefined && { body }),
    // IBKR responds with 411 to a POST without a length; it accepts an empty object for every operation.
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
    'This call is sent as a signed token: its body has to be a JSON object, whose fields are the claims.',
  )
}
