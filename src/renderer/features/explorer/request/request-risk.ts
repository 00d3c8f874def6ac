import { canonicalisePath } from '../../../../shared/catalogue/canonical-path.ts'
import { classifyRequest, EFFECT_REASONS } from '../../../../shared/catalogue/classify-request.ts'
import type { Effect, HttpMethod } from '../../../../shared/domain/requests.ts'
import type { Variables } from '../variables/variable-text.ts'
import type { Draft } from './draft.ts'
import { operationOf } from './draft.ts'
import { previewPath } from './resolve-draft.ts'

/** What a request would do, as the host will judge it. */
export interface RequestRisk {
  readonly effect: Effect
  /** One sentence for the person who arms the profile. */
  readonly reason: string
}

/**
 * Judges a draft while it is written. Where parameters of the path are missing yet, the operation that it began as says it; one that
 * a document added has been judged by nobody.
 */
export function riskOfDraft(draft: Draft, variables: Variables): RequestRisk {
  const path = previewPath(draft, variables).split('?')[0] ?? ''
  const operation = operationOf(draft)
  if (canonicalisePath(path).ok || operation === undefined || operation.area === 'added')
    return classifyRequest({ method: draft.method, path })
  return { effect: operation.effect, reason: EFFECT_REASONS[operation.effect] }
}

/**
 * Whether a request needs the last word of a person: trading, and anything unclassified that is not a GET. Arming is checked
 * separately, in the host.
 */
export function needsConfirmation({ method, path }: { readonly method: HttpMethod; readonly path: string }): boolean {
  const { effect } = classifyRequest({ method, path })
  return effect === 'trading' || (effect === 'unknown' && method !== 'GET')
}
