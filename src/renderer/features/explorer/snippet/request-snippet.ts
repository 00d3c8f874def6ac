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
  /** The commands that install the requirements and run the code. */
  readonly run: readonly string[]
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

const PRACTICE_NOTE =
  'Other programs cannot reach Practice. The command below starts a simulator with the same account and market, but without your orders.'

/** The profile in use, and how a user starts the console's command, if there is one. */
export interface SnippetTarget {
  readonly profile: Pick<ProfileView, 'kind' | 'baseUrl'>
  readonly commandLine: string | undefined
}

/** Creates code for the request that Send would send, for the server of the profile. Practice: for another simulator. */
export function requestSnippet(
  draft: Draft,
  variables: Variables,
  { profile, commandLine }: SnippetTarget,
  language: SnippetFormatId,
): RequestSnippet {
  const resolved = resolveDraft(withQueryInRows(draft), variables)
  if (resolved.kind === 'invalid') return unfinished(resolved.problems.map((problem) => problem.message))

  const { request } = resolved
  const { canonicalPath = request.path, effect, reason } = classifyRequest(request)
  const repeated = request.query.find(([name], index) => request.query.findIndex((pair) => pair[0] === name) < index)
  if (repeated) return unfinished([`The parameter "${repeated[0]}" is repeated. Use comma-separated values.`])

  const login = createSnippetProfile(profile, commandLine)
  if (login === undefined) {
    return { kind: 'impossible', reason: 'The address of the gateway is invalid. Correct it in Profiles.' }
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
  if (snippet.kind === 'impossible') return snippet
  if (login.simulator !== undefined) return { ...snippet, notes: [PRACTICE_NOTE] }
  const notes = effect === 'read' ? [] : [`${reason} Outside the console, no arming is required.`]
  return { ...snippet, notes }
}

function unfinished(reasons: readonly string[]): RequestSnippet {
  return { kind: 'unfinished', reasons: [...new Set(reasons)] }
}
