import { curlSnippet } from './curl-snippet.ts'
import { pythonCall, pythonFlaw, pythonLogin } from './python-requests-snippet.ts'
import { bodyFlaw, type Snippet, type SnippetProfile, type SnippetRequest } from './snippet-request.ts'
import { requestInput, typescriptLogin } from './typescript-snippet.ts'

export const SCRIPT_LANGUAGES = ['bash', 'typescript', 'python'] as const

export type ScriptLanguage = (typeof SCRIPT_LANGUAGES)[number]

export interface ScriptRequest {
  readonly request: SnippetRequest
  /** A line above it: when it was sent, and what came. No line breaks. */
  readonly title: string
  /** Anything else than a read stands there as a comment: running the script must not place an order again. */
  readonly reads: boolean
}

/** Requests in the order in which they were sent, as one program that logs in once. */
export function requestScript(
  requests: readonly ScriptRequest[],
  profile: SnippetProfile,
  language: ScriptLanguage,
): Snippet {
  switch (language) {
    case 'bash':
      return bashScript(requests, profile)
    case 'typescript':
      return typescriptScript(requests, profile)
    case 'python':
      return pythonScript(requests, profile)
  }
}

const NOT_A_READ = 'It changes something: it is not sent as this stands.'

function bashScript(requests: readonly ScriptRequest[], profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth1') return curlSnippet({ method: 'GET', path: '/' }, profile)
  const blocks = requests.map((each) => {
    const snippet = curlSnippet(each.request, profile)
    return block(each, '#', snippet.kind === 'code' ? snippet.code.trimEnd().split('\n') : snippet, [
      `echo ${JSON.stringify(`${each.request.method} ${each.request.path.replace(/[^\w./-]/g, '?')}`)}`,
    ])
  })
  const code = ['#!/usr/bin/env bash', ...blocks.flatMap((lines) => ['', ...lines, 'echo']), '']
  return { kind: 'code', language: 'bash', fileName: 'history.sh', code: code.join('\n') }
}

function typescriptScript(requests: readonly ScriptRequest[], profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth2') {
    return {
      kind: 'impossible',
      reason: 'A program with this library does not log in with OAuth 2.0 here: take bash or Python.',
    }
  }
  const blocks = requests.map((each) => {
    const flaw = bodyFlaw(each.request)
    if (flaw) return block(each, '//', flaw)
    const call = `console.log(await client.request(${requestInput(each.request, each.request.path)}))`
    return block(each, '//', call.split('\n'))
  })
  const code = [
    ...typescriptLogin(profile),
    ...blocks.flatMap((lines) => ['', ...lines]),
    '',
    'await client.close()',
    '',
  ]
  return { kind: 'code', language: 'typescript', fileName: 'history.mjs', code: code.join('\n') }
}

function pythonScript(requests: readonly ScriptRequest[], profile: SnippetProfile): Snippet {
  const blocks = requests.map((each) => {
    const flaw = pythonFlaw(each.request, profile)
    return block(each, '#', flaw ?? pythonCall(each.request, profile).flatMap((line) => line.split('\n')))
  })
  // Not requests.py: Python would import that in place of the package.
  const code = [...pythonLogin(profile), ...blocks.flatMap((lines) => ['', ...lines]), '']
  return { kind: 'code', language: 'python', fileName: 'history.py', code: code.join('\n') }
}

/** One request: its title, and its lines, which are comments where it is more than a read. `before` is run in front of it. */
function block(
  { title, reads }: ScriptRequest,
  comment: '#' | '//',
  lines: readonly string[] | Snippet,
  before: readonly string[] = [],
): readonly string[] {
  const head = `${comment} ${title.replace(/\s+/g, ' ')}`
  if (!Array.isArray(lines)) {
    return [head, `${comment} Left out: ${(lines as Extract<Snippet, { kind: 'impossible' }>).reason}`]
  }
  const code = [...before, ...(lines as readonly string[])]
  if (reads) return [head, ...code]
  return [head, `${comment} ${NOT_A_READ}`, ...code.map((line) => `${comment} ${line}`)]
}
