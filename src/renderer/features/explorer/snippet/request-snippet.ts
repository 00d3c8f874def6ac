import { classifyRequest } from '../../../../shared/catalogue/classify-request.ts'
import type { ProfileView } from '../../../../shared/contract/views.ts'
import { writeSnippet } from '../../../../shared/snippets/snippet.ts'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../../../shared/snippets/snippet-formats.ts'
import { createSnippetProfile } from '../../../../shared/snippets/snippet-profile.ts'
import { type Draft, withQueryInRows } from '../request/draft.ts'
import { resolveDraft } from '../request/resolve-draft.ts'
import type { Variables } from '../variables/variable-text.ts'

export interface CodeSnippet {
  readonly kind: 'code'
  readonly fileName: string
  readonly code: string
  /** Notes to read before running the code. */
  readonly notes: readonly string[]
}

/** Code for the request in the form, or the reason why there is none. */
export type RequestSnippet =
  | CodeSnippet
  /** The request is incomplete. */
  | { readonly kind: 'unfinished'; readonly reasons: readonly string[] }
  /** The language does not support the login method of the profile. */
  | { readonly kind: 'impossible'; readonly reason: string }

/** Creates code for the request that Send would send, with the same login method. */
export function requestSnippet(
  draft: Draft,
  variables: Variables,
  profile: Pick<ProfileView, 'kind' | 'target'>,
  language: SnippetFormatId,
): RequestSnippet {
  const resolved = resolveDraft(withQueryInRows(draft), variables)
  if (resolved.kind === 'invalid') return unfinished(resolved.problems.map((problem) => problem.message))

  const { request } = resolved
  const { canonicalPath = request.path, effect, reason } = classifyRequest(request)
  const repeated = request.query.find(([name], index) => request.query.findIndex((pair) => pair[0] === name) < index)
  if (repeated) return unfinished([`The parameter "${repeated[0]}" is repeated. Use comma-separated values.`])

  const login = createSnippetProfile(profile)
  if (login === undefined) {
    return { kind: 'impossible', reason: `The address of the gateway, "${profile.target}", is invalid.` }
  }
  const snippet = writeSnippet(
    SNIPPET_FORMATS[language],
    {
      method: request.method,
      path: canonicalPath,
      query: Object.fromEntries(request.query),
      ...(request.body !== undefined && { body: request.body }),
    },
    login,
  )
  if (snippet.kind === 'impossible') {
    // A new user may not know the login method of Practice.
    const isLogin = profile.kind === 'practice' && snippet.reason.includes('OAuth 1.0a')
    const practice = isLogin ? 'Practice logs in with OAuth 1.0a. ' : ''
    return { kind: 'impossible', reason: `${practice}${snippet.reason}` }
  }
  const notes = [
    ...(profile.kind === 'practice'
      ? ['Practice runs inside this console. This code logs in to IBKR with your own keys and sends real requests.']
      : []),
    ...(effect === 'read' ? [] : [`${reason} Outside the console, no arming is required.`]),
  ]
  return { kind: 'code', fileName: snippet.fileName, code: snippet.code, notes }
}

function unfinished(reasons: readonly string[]): RequestSnippet {
  return { kind: 'unfinished', reasons: [...new Set(reasons)] }
}
