import { pythonLiteral } from './python-literal.ts'
import { pythonOauth1Prologue } from './python-oauth1.ts'
import {
  bearerVariable,
  bodyFlaw,
  bodyIsNotJson,
  bodyToSend,
  directUrl,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
  wellFormed,
} from './snippet-request.ts'

/** A program with Python's `requests`; under OAuth 1.0a it signs for itself. */
export function pythonRequestsSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  const flaw = pythonFlaw(request, profile)
  if (flaw !== undefined) return flaw
  const code = [...pythonLogin(profile), ...pythonCall(request, profile), '']
  return { kind: 'code', language: 'python', fileName: 'request.py', code: code.join('\n') }
}

/** Why a request cannot stand in such a program. */
export function pythonFlaw(request: SnippetRequest, profile: SnippetProfile): Snippet | undefined {
  if (profile.kind !== 'oauth1') return bodyFlaw(request)
  // There the body goes as text, whatever its numbers are.
  const body = bodyToSend(request)
  return body !== undefined && parseBody(body) === undefined ? bodyIsNotJson : undefined
}

/** The lines that make `session`, or under OAuth 1.0a `send`. */
export function pythonLogin(profile: SnippetProfile): readonly string[] {
  if (profile.kind === 'oauth1') return [pythonOauth1Prologue]
  return [
    ...(profile.kind === 'oauth2' ? ['import os', ''] : []),
    'import requests',
    '',
    'session = requests.Session()',
    ...(hasOwnCertificate(profile)
      ? [
          '# verify=False below: the gateway shows a certificate that it made itself.',
          'requests.packages.urllib3.disable_warnings()',
        ]
      : []),
    ...(profile.kind === 'oauth2'
      ? [`session.headers["Authorization"] = "Bearer " + os.environ["${bearerVariable}"]`]
      : []),
  ]
}

/** The lines that send one request and print what came; it has no flaw. */
export function pythonCall(request: SnippetRequest, profile: SnippetProfile): readonly string[] {
  const text = bodyToSend(request)
  const query = request.query ?? {}
  const print = ['print(answer.status_code)', 'print(answer.text)']
  if (profile.kind === 'oauth1') {
    return [
      'answer = send(',
      `    ${JSON.stringify(request.method)},`,
      `    ${JSON.stringify(request.path)},`,
      `    ${pythonLiteral(query, '    ')},`,
      `    ${text === undefined ? 'None' : JSON.stringify(wellFormed(text))},`,
      ')',
      ...print,
    ]
  }
  const body = text === undefined ? undefined : parseBody(text)
  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  return [
    'answer = session.request(',
    `    ${JSON.stringify(request.method)},`,
    `    ${JSON.stringify(baseUrl + request.path)},`,
    ...(Object.keys(query).length > 0 ? [`    params=${pythonLiteral(query, '    ')},`] : []),
    ...(body === undefined ? [] : bodyArguments(body.value)),
    // Not on the session: there REQUESTS_CA_BUNDLE would win.
    ...(hasOwnCertificate(profile) ? ['    verify=False,'] : []),
    '    timeout=30,',
    ')',
    ...print,
  ]
}

const hasOwnCertificate = (profile: SnippetProfile): boolean =>
  profile.kind === 'gateway' && profile.baseUrl.startsWith('https:')

/** `json=None` means "no body" to requests, so a body of `null` is given as text. */
function bodyArguments(value: unknown): readonly string[] {
  if (value === null) return ['    data="null",', '    headers={"Content-Type": "application/json"},']
  return [`    json=${pythonLiteral(value, '    ')},`]
}
