import type { QueryPractice } from '../record.ts'
import { baseString, type EncodingPractice, encodingPractices, type Pair } from './base-string.ts'

/** The parts of a request that a signature covers. */
export interface SignedRequest {
  readonly method: string
  /** The URLs without query under which a client may know this address. */
  readonly urls: readonly string[]
  /** Raw query without the question mark. */
  readonly query: string
  /** Pairs of a form body; JSON bodies are not signed. */
  readonly formPairs: readonly Pair[]
}

/** One way in which a client may have built its base string. */
export interface BaseStringCandidate {
  readonly text: string
  readonly queryPractice: QueryPractice
  readonly encoding: EncodingPractice
}

/**
 * Every base string that a well-behaved client may have signed, most likely first. Strict leaves only the documented query
 * practice (decoded pairs in the sorted list). Lazy: the first nearly always fits.
 */
export function* baseStringCandidates(
  request: SignedRequest,
  oauthPairs: readonly Pair[],
  { prepend = '', strict }: { readonly prepend?: string; readonly strict: boolean },
): Generator<BaseStringCandidate> {
  const queryPairs = [...new URLSearchParams(request.query)]
  const pairs = [...oauthPairs, ...request.formPairs]
  for (const practice of practicesFor(queryPairs.length > 0, strict)) {
    for (const url of urlsFor(practice, request, queryPairs)) {
      for (const encoding of encodingPractices) {
        const list = practice === 'pairs-in-list' ? [...pairs, ...queryPairs] : pairs
        yield {
          text: baseString(request.method, url, list, { prepend, encoding }),
          queryPractice: practice,
          encoding,
        }
      }
    }
  }
}

function practicesFor(hasQuery: boolean, strict: boolean): readonly QueryPractice[] {
  if (!hasQuery) return ['none']
  return strict ? ['pairs-in-list'] : ['pairs-in-list', 'pairs-omitted', 'query-in-url']
}

function urlsFor(practice: QueryPractice, request: SignedRequest, queryPairs: readonly Pair[]): readonly string[] {
  if (practice !== 'query-in-url') return request.urls
  const decoded = queryPairs.map(([name, value]) => `${name}=${value}`).join('&')
  return request.urls.flatMap((url) => [`${url}?${decoded}`, `${url}?${request.query}`])
}
