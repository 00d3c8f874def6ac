import { canonicalisePath } from '../../../../shared/catalogue/canonical-path.ts'
import { classifyRequest, EFFECT_REASONS } from '../../../../shared/catalogue/classify-request.ts'
import type { Effect, HttpMethod } from '../../../../shared/domain/requests.ts'
import type { Variables } from '../variables/variable-text.ts'
import { type Draft, operationOf } from './draft.ts'
import { previewPath } from './resolve-draft.ts'

/** Effect of a request, as the host classifies it. */
export interface RequestRisk {
  readonly effect: Effect
  /** Reason for the effect, as one sentence. */
  readonly reason: string
}

/** Classifies a draft. While path parameters are missing, the catalogued operation determines the effect. */
export function riskOfDraft(draft: Draft, variables: Variables): RequestRisk {
  const path = previewPath(draft, variables).split('?')[0] ?? ''
  const operation = operationOf(draft)
  if (canonicalisePath(path).ok || operation === undefined || operation.area === 'added')
    return classifyRequest({ method: draft.method, path })
  return { effect: operation.effect, reason: EFFECT_REASONS[operation.effect] }
}

/** Reports whether the user must confirm a request. A logout ends the session for every program that uses it. */
export function needsConfirmation({ method, path }: { readonly method: HttpMethod; readonly path: string }): boolean {
  const { effect, operation } = classifyRequest({ method, path })
  return effect === 'trading' || (effect === 'unknown' && method !== 'GET') || operation?.id === 'session.logout'
}
