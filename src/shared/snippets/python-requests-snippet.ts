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
  if (profile.kind === 'oauth1') return signedByItself(request)
  const flaw = bodyFlaw(request)
  if (flaw !== undefined) return flaw
  const text = bodyToSend(request)
  const body = text === undefined ? undefined : parseBody(text)

  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  const ownCertificate = profile.kind === 'gateway' && baseUrl.startsWith('https:')
  const query = request.query ?? {}
  const code = [
    ...(profile.kind === 'oauth2' ? ['import os', ''] : []),
    'import requests',
    '',
    'session = requests.Session()',
    ...(ownCertificate
      ? [
          '# verify=False below: the gateway shows a certificate that it made itself.',
          'requests.packages.urllib3.disable_warnings()',
        ]
      : []),
    ...(profile.kind === 'oauth2'
      ? [`session.headers["Authorization"] = "Bearer " + os.environ["${bearerVariable}"]`]
      : []),
    'answer = session.request(',
    `    ${JSON.stringify(request.method)},`,
    `    ${JSON.stringify(baseUrl + request.path)},`,
    ...(Object.keys(query).length > 0 ? [`    params=${pythonLiteral(query, '    ')},`] : []),
    ...(body === undefined ? [] : bodyArguments(body.value)),
    // Not on the session: there REQUESTS_CA_BUNDLE would win.
    ...(ownCertificate ? ['    verify=False,'] : []),
    '    timeout=30,',
    ')',
    'print(answer.status_code)',
    'print(answer.text)',
    '',
  ]
  return { kind: 'code', language: 'python', fileName: 'request.py', code: code.join('\n') }
}

/** The body goes as text: nothing is laid out anew after it was checked here. */
function signedByItself(request: SnippetRequest): Snippet {
  const body = bodyToSend(request)
  if (body !== undefined && parseBody(body) === undefined) return bodyIsNotJson
  const code = [
    pythonOauth1Prologue,
    'answer = send(',
    `    ${JSON.stringify(request.method)},`,
    `    ${JSON.stringify(request.path)},`,
    `    ${pythonLiteral(request.query ?? {}, '    ')},`,
    `    ${body === undefined ? 'None' : JSON.stringify(wellFormed(body))},`,
    ')',
    'print(answer.status_code)',
    'print(answer.text)',
    '',
  ]
  return { kind: 'code', language: 'python', fileName: 'request.py', code: code.join('\n') }
}

/** `json=None` means "no body" to requests, so a body of `null` is given as text. */
function bodyArguments(value: unknown): readonly string[] {
  if (value === null) return ['    data="null",', '    headers={"Content-Type": "application/json"},']
  return [`    json=${pythonLiteral(value, '    ')},`]
}
