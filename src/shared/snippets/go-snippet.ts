import { encodeQuery } from './encode-query.ts'
import { goOauth1Program } from './go-oauth1.ts'
import {
  bearerVariable,
  bodyIsNotJson,
  bodyToSend,
  directUrl,
  parseBody,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
  wellFormed,
} from './snippet-request.ts'

/** A program in Go with nothing but its standard library; under OAuth 1.0a it signs for itself. */
export function goSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  const body = bodyToSend(request)
  if (body !== undefined && parseBody(body) === undefined) return bodyIsNotJson
  const code =
    profile.kind === 'oauth1' ? goOauth1Program(request, body, goString) : plainProgram(request, profile, body)
  return { kind: 'code', language: 'go', fileName: 'request.go', code }
}

function plainProgram(
  request: SnippetRequest,
  profile: Exclude<SnippetProfile, { readonly kind: 'oauth1' }>,
  body: string | undefined,
): string {
  const baseUrl = profile.kind === 'gateway' ? profile.baseUrl : directUrl
  const ownCertificate = profile.kind === 'gateway' && baseUrl.startsWith('https:')
  const packages = [
    ...(ownCertificate ? ['crypto/tls'] : []),
    'fmt',
    'io',
    'net/http',
    ...(profile.kind === 'oauth2' ? ['os'] : []),
    ...(body === undefined ? [] : ['strings']),
    'time',
  ]
  return [
    'package main',
    '',
    'import (',
    ...packages.map((name) => `\t"${name}"`),
    ')',
    '',
    'func main() {',
    '\tclient := &http.Client{Timeout: 30 * time.Second}',
    ...(ownCertificate
      ? [
          '\t// The gateway shows a certificate that it made itself.',
          '\tclient.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}',
        ]
      : []),
    `\trequest, err := http.NewRequest(${goString(request.method)}, ${goString(baseUrl + request.path + encodeQuery(request.query))}, ${body === undefined ? 'nil' : `strings.NewReader(${goString(body)})`})`,
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    ...(body === undefined ? [] : ['\trequest.Header.Set("Content-Type", "application/json")']),
    ...(profile.kind === 'oauth2'
      ? [`\trequest.Header.Set("Authorization", "Bearer "+os.Getenv("${bearerVariable}"))`]
      : []),
    '\tanswer, err := client.Do(request)',
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\tdefer answer.Body.Close()',
    '\ttext, err := io.ReadAll(answer.Body)',
    '\tif err != nil {',
    '\t\tpanic(err)',
    '\t}',
    '\tfmt.Println(answer.Status)',
    '\tfmt.Println(string(text))',
    '}',
    '',
  ].join('\n')
}

/** Every escape of a JSON string means the same in Go, but for halves of surrogate pairs, which are gone before. */
function goString(text: string): string {
  return JSON.stringify(wellFormed(text))
}
