import { pythonLiteral } from './python-literal.ts'
import {
  bodyFlaw,
  bodyToSend,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
} from './snippet-request.ts'

const API_PREFIX = '/v1/api/'

/** A program with the Python package `ibind`, whose paths are always below /v1/api/. Its own settings hold the OAuth keys. */
export function ibindSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth2') return impossible('This snippet does not log in with OAuth 2.0: take curl or Python.')
  if (!request.path.startsWith(API_PREFIX)) return impossible('ibind only reaches paths below /v1/api/.')
  const flaw = bodyFlaw(request)
  if (flaw !== undefined) return flaw
  const text = bodyToSend(request)
  const body = text === undefined ? undefined : parseBody(text)
  const query = request.query ?? {}

  const client =
    profile.kind === 'gateway'
      ? [
          'from ibind import IbkrClient',
          '',
          '# cacert=False: the gateway shows a certificate that it made itself.',
          `client = IbkrClient(url=${JSON.stringify(`${profile.baseUrl}${API_PREFIX}`)}, cacert=False)`,
        ]
      : [
          'from ibind import IbkrClient',
          'from ibind.oauth.oauth1a import OAuth1aConfig',
          '',
          '# The keys come from the environment: IBIND_OAUTH1A_CONSUMER_KEY, IBIND_OAUTH1A_ACCESS_TOKEN,',
          '# IBIND_OAUTH1A_ACCESS_TOKEN_SECRET, IBIND_OAUTH1A_DH_PRIME, and the paths IBIND_OAUTH1A_SIGNATURE_KEY_FP and',
          '# IBIND_OAUTH1A_ENCRYPTION_KEY_FP.',
          'client = IbkrClient(use_oauth=True, oauth_config=OAuth1aConfig())',
        ]
  const code = [
    ...client,
    'result = client.request(',
    `    ${JSON.stringify(request.method)},`,
    `    ${JSON.stringify(request.path.slice(API_PREFIX.length))},`,
    ...(Object.keys(query).length > 0 ? [`    params=${pythonLiteral(query, '    ')},`] : []),
    ...(body === undefined ? [] : [bodyArgument(body.value)]),
    ')',
    'print(result.data)',
    '',
  ]
  return { kind: 'code', language: 'python', fileName: 'request.py', code: code.join('\n') }
}

/** ibind leaves out arguments that are None, so a body of `null` is given as text. */
function bodyArgument(value: unknown): string {
  return value === null ? '    data="null",' : `    json=${pythonLiteral(value, '    ')},`
}

function impossible(reason: string): Snippet {
  return { kind: 'impossible', reason }
}
