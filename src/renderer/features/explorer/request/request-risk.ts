import { canonicalisePath } from '../../../../shared/catalogue/canonical-path.ts'
import { classifyRequest, EFFECT_REASONS } from '../../../../shared/catalogue/classify-request.ts'
import type { Effect, HttpMethod } from '../../../../shared/domain/requests.ts'
import type { Variables } from '../variables/variable-text.ts'
import { type Draft, operationOf } from './draft.ts'
import { previewPath } from './resolve-draft.ts'

/** The effect of a request, classified as in the host. */
export interface RequestRisk {
  readonly effect: Effect
  /** One sentence for the user who arms the profile. */
  readonly reason: string
}

/**
 * Classifies a draft while it is edited. While path parameters are missing, its operation decides, unless a document added
 * it: such an operation is unclassified.
 */
export function riskOfDraft(draft: Draft, variables: Variables): RequestRisk {
  const path = previewPath(draft, variables).split('?')[0] ?? ''
  const operation = operationOf(draft)
  if (canonicalisePath(path).ok || operation === undefined || operation.area === 'added')
    return classifyRequest({ method: draft.method, path })
  return { effect: operation.effect, reason: EFFECT_REASONS[operation.effect] }
}

/** Whether the user confirms a request: trading requests, and unclassified ones except GET. The host checks arming separately. */
export function needsConfirmation({ method, path }: { readonly method: HttpMethod; readonly path: string }): boolean {
  const { effect } = classifyRequest({ method, path })
  return effect === 'trading' || (effect === 'unknown' && method !== 'GET')
}
