import { encodeQuery } from './encode-query.ts'
import { quoteShell } from './quote-shell.ts'
import {
  bearerVariable,
  bodyIsNotJson,
  bodyToSend,
  directUrl,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
} from './snippet-request.ts'

/** An HTTPie command for bash or any POSIX shell. OAuth 1.0a is beyond it, as it is beyond curl. */
export function httpieSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth1') {
    return {
      kind: 'impossible',
      reason:
        'Under OAuth 1.0a every request is signed with a session token, which HTTPie cannot do: take Python, Go, TypeScript or a gateway.',
    }
  }
  const body = bodyToSend(request)
  if (body !== undefined && parseBody(body) === undefined) return bodyIsNotJson

  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  const ownCertificate = profile.kind === 'gateway' && baseUrl.startsWith('https:')
  const words = [
    // Without it HTTPie waits for a body wherever there is no terminal.
    'http --ignore-stdin',
    ...(ownCertificate ? ['--verify no'] : []),
    // Double quotes: the shell is meant to put the token in.
    ...(profile.kind === 'oauth2' ? [`--auth-type bearer --auth "$${bearerVariable}"`] : []),
    ...(body === undefined ? [] : [`--raw ${quoteShell(body)}`]),
    `${quoteShell(request.method)} ${quoteShell(baseUrl + request.path + encodeQuery(request.query))}`,
  ]
  const notes = [
    ...(ownCertificate ? ['# --verify no: the gateway shows a certificate that it made itself.'] : []),
    ...(profile.kind === 'oauth2' ? [`# Set ${bearerVariable} to the bearer of your session first.`] : []),
  ]
  return {
    kind: 'code',
    language: 'bash',
    fileName: 'request.sh',
    code: `${[...notes, words.join(' \\\n  ')].join('\n')}\n`,
  }
}
