import { formatPythonLiteral } from './literals.ts'
import { writePythonOauth1Prologue } from './python-oauth1.ts'
import {
  BEARER_TOKEN_VARIABLE,
  isSelfSigned,
  linesIf,
  NOT_ACCEPTED,
  type PreparedSnippetRequest,
  replaceLoneSurrogates,
  type SnippetFormat,
} from './snippet.ts'

const apiPrefix = '/v1/api/'

/** A Python program with the package `requests`. For OAuth 1.0a, the program signs requests itself. */
export const pythonRequests: SnippetFormat = {
  label: 'Python',
  fileName: 'request.py',
  run: ['pip install requests cryptography', 'python3 request.py'],
  comment: '#',
  hasTextBody: ({ kind }) => kind === 'oauth1',
  login: (profile) => {
    if (profile.kind === 'oauth1') return [writePythonOauth1Prologue(profile.baseUrl)]
    return [
      ...linesIf(profile.kind === 'oauth2', 'import os', ''),
      'import requests',
      '',
      'session = requests.Session()',
      ...linesIf(
        isSelfSigned(profile),
        '# verify=False below: the gateway uses a self-signed certificate.',
        'requests.packages.urllib3.disable_warnings()',
      ),
      ...linesIf(
        profile.kind === 'oauth2',
        `session.headers["Authorization"] = "Bearer " + os.environ["${BEARER_TOKEN_VARIABLE}"]`,
      ),
    ]
  },
  call: (call) => {
    const { method, path, query, body, profile, checksOrder = false } = call
    const print = [
      'print(response.status_code)',
      'print(response.text)',
      ...linesIf(checksOrder, 'result = response.json()', ...exitUnlessAccepted('result')),
    ]
    if (profile.kind === 'oauth1') {
      return [
        'response = send(',
        `    ${JSON.stringify(method)},`,
        `    ${JSON.stringify(path)},`,
        `    ${formatPythonLiteral(query, '    ')},`,
        `    ${body === undefined ? 'None' : JSON.stringify(replaceLoneSurrogates(body))},`,
        ')',
        ...print,
      ]
    }
    return [
      'response = session.request(',
      `    ${JSON.stringify(method)},`,
      `    ${JSON.stringify(profile.baseUrl + path)},`,
      ...dataArguments(call),
      ...linesIf(body?.trim() === 'null', '    headers={"Content-Type": "application/json"},'),
      // `verify` is set per request: REQUESTS_CA_BUNDLE would override a value set on the session.
      ...linesIf(isSelfSigned(profile), '    verify=False,'),
      '    timeout=30,',
      ')',
      ...print,
    ]
  },
}

/**
 * A program with the Python package `ibind`. Its paths are always below /v1/api/; its own settings contain the OAuth
 * keys.
 */
export const ibind: SnippetFormat = {
  label: 'ibind',
  fileName: 'request.py',
  run: ['pip install "ibind[oauth]"', 'python3 request.py'],
  comment: '#',
  hasTextBody: () => false,
  unsupported: ({ kind }, path) => {
    if (kind === 'oauth2')
      return 'ibind cannot log in with OAuth 2.0 here. Choose curl, HTTPie, Python requests, Go or C#, with a bearer token.'
    return path.startsWith(apiPrefix) ? undefined : 'ibind reaches only paths below /v1/api/.'
  },
  login: (profile) =>
    profile.kind === 'gateway'
      ? [
          'from ibind import IbkrClient',
          '',
          '# cacert=False: the gateway uses a self-signed certificate.',
          `client = IbkrClient(url=${JSON.stringify(`${profile.baseUrl}${apiPrefix}`)}, cacert=False)`,
        ]
      : [
          'from ibind import IbkrClient',
          'from ibind.oauth.oauth1a import OAuth1aConfig',
          '',
          '# The keys come from the environment: IBIND_OAUTH1A_CONSUMER_KEY, IBIND_OAUTH1A_ACCESS_TOKEN,',
          '# IBIND_OAUTH1A_ACCESS_TOKEN_SECRET, IBIND_OAUTH1A_DH_PRIME, and the paths IBIND_OAUTH1A_SIGNATURE_KEY_FP and',
          '# IBIND_OAUTH1A_ENCRYPTION_KEY_FP.',
          `server = ${JSON.stringify(`${profile.baseUrl}${apiPrefix}`)}`,
          'config = OAuth1aConfig(oauth_rest_url=server, init_brokerage_session=False)',
          'client = IbkrClient(use_oauth=True, oauth_config=config)',
          '# compete=False: does not end another brokerage session.',
          'client.initialize_brokerage_session(compete=False)',
        ],
  call: (call) => [
    'result = client.request(',
    `    ${JSON.stringify(call.method)},`,
    `    ${JSON.stringify(call.path.slice(apiPrefix.length))},`,
    ...dataArguments(call),
    ')',
    'print(result.data)',
    ...linesIf(call.checksOrder === true, ...exitUnlessAccepted('result.data')),
  ],
}

/** Returns code that exits with an error unless an order was accepted. */
const exitUnlessAccepted = (response: string): readonly string[] => [
  `rows = ${response} if isinstance(${response}, list) else [${response}]`,
  'if not all(isinstance(row, dict) and "order_id" in row and "error" not in row for row in rows):',
  `    raise SystemExit(${JSON.stringify(NOT_ACCEPTED)})`,
]

/**
 * Returns the arguments for the body. In both packages `json=None` means "no body", so a body of `null` is passed as
 * text.
 */
function dataArguments({ query, body }: PreparedSnippetRequest): readonly string[] {
  const value: unknown = body === undefined ? undefined : JSON.parse(body)
  return [
    ...linesIf(Object.keys(query).length > 0, `    params=${formatPythonLiteral(query, '    ')},`),
    ...linesIf(value === null, '    data="null",'),
    ...linesIf(value !== undefined && value !== null, `    json=${formatPythonLiteral(value, '    ')},`),
  ]
}
