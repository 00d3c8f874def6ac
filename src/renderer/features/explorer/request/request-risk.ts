import { canonicalisePath } from '../../../../shared/catalogue/canonical-path.ts'
import { classifyRequest, EFFECT_REASONS } from '../../../../shared/catalogue/classify-request.ts'
import type { Effect, HttpMethod } from '../../../../shared/domain/requests.ts'
import type { Variables } from '../variables/variable-text.ts'
import { type Draft, operationOf } from './draft.ts'
import { previewPath } from './resolve-draft.ts'

/** Effect of a request. The host classifies requests in the same way. */
export interface RequestRisk {
  readonly effect: Effect
  /** Reason for the effect in one sentence, for the user who arms the profile. */
  readonly reason: string
}

/**
 * Classifies a draft during editing. While path parameters are missing, the catalogued operation determines the effect.
 * An operation from an imported document is unclassified.
 */
export function riskOfDraft(draft: Draft, variables: Variables): RequestRisk {
  const path = previewPath(draft, variables).split('?')[0] ?? ''
  const operation = operationOf(draft)
  if (canonicalisePath(path).ok || operation === undefined || operation.area === 'added')
    return classifyRequest({ method: draft.method, path })
  return { effect: operation.effect, reason: EFFECT_REASONS[operation.effect] }
}

/**
 * Reports whether the user must confirm a request. This applies to trading requests, and to unclassified requests other
 * than GET. The host checks arming separately.
 */
export function needsConfirmation({ method, path }: { readonly method: HttpMethod; readonly path: string }): boolean {
  const { effect } = classifyRequest({ method, path })
  return effect === 'trading' || (effect === 'unknown' && method !== 'GET')
}
