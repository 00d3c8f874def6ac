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

/** A curl command for bash or any POSIX shell. OAuth 1.0a is beyond curl: each request has a signature of its own. */
export function curlSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth1') {
    return {
      kind: 'impossible',
      reason:
        'Under OAuth 1.0a every request is signed with a session token, which curl cannot do: take TypeScript, Python, Go or a gateway.',
    }
  }
  const body = bodyToSend(request)
  if (body !== undefined && parseBody(body) === undefined) return bodyIsNotJson

  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  const ownCertificate = profile.kind === 'gateway' && baseUrl.startsWith('https:')
  const options = [
    `--request ${quoteShell(request.method)}`,
    `--url ${quoteShell(baseUrl + request.path + encodeQuery(request.query))}`,
    ...(ownCertificate ? ['--insecure'] : []),
    // Double quotes: the shell is meant to put the token in.
    ...(profile.kind === 'oauth2' ? [`--header "Authorization: Bearer $${bearerVariable}"`] : []),
    ...(body === undefined ? [] : ["--header 'Content-Type: application/json'", `--data-raw ${quoteShell(body)}`]),
  ]
  const notes = [
    ...(ownCertificate ? ['# --insecure: the gateway shows a certificate that it made itself.'] : []),
    ...(profile.kind === 'oauth2' ? [`# Set ${bearerVariable} to the bearer of your session first.`] : []),
  ]
  const command = `curl --silent --show-error ${options.join(' \\\n  ')}`
  return { kind: 'code', language: 'bash', fileName: 'request.sh', code: `${[...notes, command].join('\n')}\n` }
}
