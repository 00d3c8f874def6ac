import type { RequestInput } from '../../client/index.ts'
import { classifyRequest, type RequestClassification } from '../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../shared/contract/contract.ts'
import { HostError } from '../host-error.ts'

export interface BuiltRequest {
  readonly input: RequestInput
  readonly classification: RequestClassification
}

/**
 * Makes the one request that may be sent for a draft: its path is the canonical one that was judged, so that nothing
 * else than what was checked can leave.
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
  if (body !== undefined) assertJson(body)
  const input: RequestInput = {
    method: draft.method,
    path: canonicalPath,
    params: Object.fromEntries(params),
    ...(body !== undefined && { body }),
    // IBKR answers 411 to a POST without a length; an empty object is the body that it takes everywhere.
    ...(body === undefined && draft.method === 'POST' && { body: '{}' }),
  }
  return { input, classification }
}

function assertJson(text: string): void {
  try {
    JSON.parse(text)
  } catch (error) {
    throw new HostError('invalid-input', `The body is not JSON: ${(error as Error).message}`, { cause: error })
  }
}
