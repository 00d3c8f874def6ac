import { pythonLiteral } from './python-literal.ts'
import {
  bearerVariable,
  bodyFlaw,
  bodyToSend,
  directUrl,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
} from './snippet-request.ts'

/** A program with Python's `requests`. */
export function pythonRequestsSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth1') {
    return {
      kind: 'impossible',
      reason: 'Signing for OAuth 1.0a in Python is not written yet: take TypeScript or a gateway.',
    }
  }
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
          '# The gateway shows a certificate that it made itself.',
          'session.verify = False',
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
    '    timeout=30,',
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
