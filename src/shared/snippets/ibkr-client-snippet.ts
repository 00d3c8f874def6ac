import { bodyFlaw, type Snippet, type SnippetProfile, type SnippetRequest } from './snippet-request.ts'
import { requestInput } from './typescript-snippet.ts'

const apiPrefix = '/v1/api/'

/**
 * A program with the npm package `ibkr-client` 1.0.4. It is CommonJS, because the package cannot be imported as a
 * module; its gateway is always https, and its paths always below /v1/api/.
 */
export function ibkrClientSnippet(request: SnippetRequest, profile: SnippetProfile): Snippet {
  if (profile.kind === 'oauth2') return impossible('ibkr-client knows nothing of OAuth 2.0.')
  if (!request.path.startsWith(apiPrefix)) return impossible('ibkr-client only reaches paths below /v1/api/.')
  if (profile.kind === 'gateway' && !profile.baseUrl.startsWith('https://')) {
    return impossible('ibkr-client only speaks https with a gateway.')
  }
  const flaw = bodyFlaw(request)
  if (flaw !== undefined) return flaw
  const input = requestInput(request, request.path.slice(apiPrefix.length), '  ')

  const head =
    profile.kind === 'gateway'
      ? [
          "const { IbkrClient } = require('ibkr-client')",
          '',
          'async function main() {',
          `  const client = new IbkrClient(${host(profile.baseUrl)})`,
        ]
      : [
          "const { readFileSync } = require('node:fs')",
          "const { IbkrClient } = require('ibkr-client')",
          '',
          'async function main() {',
          '  // oauth1.json holds your keys: make it with "npx ibkr-client configure".',
          "  const client = new IbkrClient(JSON.parse(readFileSync('oauth1.json', 'utf8')))",
          '  // false: whoever holds the brokerage session keeps it.',
          '  await client.init(false)',
        ]
  const code = [
    ...head,
    `  const answer = await client.request(${input})`,
    '  console.log(answer)',
    '}',
    '',
    'main()',
    '',
  ]
  return { kind: 'code', language: 'javascript', fileName: 'request.cjs', code: code.join('\n') }
}

function host(baseUrl: string): string {
  return JSON.stringify(baseUrl.slice('https://'.length))
}

function impossible(reason: string): Snippet {
  return { kind: 'impossible', reason }
}
