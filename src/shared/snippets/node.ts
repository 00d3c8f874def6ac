import { formatJavascriptLiteral } from './literals.ts'
import {
  IBKR_URL,
  isSelfSigned,
  NOT_ACCEPTED,
  OAUTH1_FILE_COMMENT,
  type PreparedSnippetRequest,
  type SnippetFormat,
} from './snippet.ts'

const apiPrefix = '/v1/api/'

/** Tarball of the library, which is not in the npm registry yet. */
const TARBALL = 'ibkr-web-client-0.1.0.tgz'

const INSTALLATION = [
  '// ibkr-web-client is not in the npm registry yet. In a checkout of IBKR Console,',
  `// "npm ci && npm pack -w ibkr-web-client" builds ${TARBALL}: copy it beside this file.`,
]

/**
 * A program with this library, in TypeScript that is also valid JavaScript: saved as `.mjs`, it runs without a build.
 */
export const typescript: SnippetFormat = {
  label: 'TypeScript',
  fileName: 'request.mjs',
  run: [`npm install ./${TARBALL}`, 'node request.mjs'],
  comment: '//',
  hasTextBody: () => false,
  unsupported: ({ kind }) =>
    kind === 'oauth2'
      ? 'This snippet cannot log in with OAuth 2.0. Choose curl, HTTPie, Python requests, Go or C#, with a bearer token.'
      : undefined,
  login: (profile) =>
    profile.kind === 'gateway'
      ? [
          ...INSTALLATION,
          "import { IbkrClient } from 'ibkr-web-client'",
          '',
          `const client = new IbkrClient(${JSON.stringify(profile.baseUrl)})`,
        ]
      : [
          ...INSTALLATION,
          "import { readFileSync } from 'node:fs'",
          "import { IbkrClient } from 'ibkr-web-client'",
          '',
          `// ${OAUTH1_FILE_COMMENT}`,
          "const keys = JSON.parse(readFileSync('oauth1.json', 'utf8'))",
          `const client = new IbkrClient(keys, { baseUrl: ${JSON.stringify(profile.baseUrl)} })`,
          '// false: does not end another brokerage session.',
          'await client.init(false)',
        ],
  call: (call) => printResponse(call, `await client.request(${requestInput(call, call.path)})`),
  end: ['await client.close()'],
}

/**
 * A program with the npm package `ibkr-client` 1.0.4, in CommonJS because the package cannot be imported as a module.
 * The package always uses https for a gateway, and paths below /v1/api/.
 */
export const ibkrClient: SnippetFormat = {
  label: 'ibkr-client',
  fileName: 'request.cjs',
  run: ['npm install ibkr-client@1.0.4', 'node request.cjs'],
  comment: '//',
  hasTextBody: () => false,
  unsupported: (profile, path) => {
    if (profile.kind === 'oauth2') return 'ibkr-client does not support OAuth 2.0.'
    if (!path.startsWith(apiPrefix)) return 'ibkr-client reaches only paths below /v1/api/.'
    if (profile.kind === 'gateway') {
      return isSelfSigned(profile) ? undefined : 'ibkr-client reaches a gateway only over https.'
    }
    return profile.baseUrl === IBKR_URL
      ? undefined
      : `ibkr-client sends every OAuth request to ${IBKR_URL}, but this profile uses ${profile.baseUrl}. Choose TypeScript: its library replaces ibkr-client and uses the server of the profile.`
  },
  login: (profile) =>
    profile.kind === 'gateway'
      ? [
          "const { IbkrClient } = require('ibkr-client')",
          '',
          'async function main() {',
          `  const client = new IbkrClient(${JSON.stringify(profile.baseUrl.slice('https://'.length))})`,
        ]
      : [
          "const { readFileSync } = require('node:fs')",
          "const { IbkrClient } = require('ibkr-client')",
          '',
          'async function main() {',
          `  // ${OAUTH1_FILE_COMMENT}`,
          '  // ibkr-client sends every OAuth request to https://api.ibkr.com.',
          "  const client = new IbkrClient(JSON.parse(readFileSync('oauth1.json', 'utf8')))",
          '  // false: does not end another brokerage session.',
          '  await client.init(false)',
        ],
  call: (call) =>
    printResponse(call, `await client.request(${requestInput(call, call.path.slice(apiPrefix.length), '  ')})`, '  '),
  end: ['}', '', 'main()'],
}

/** Returns code that prints the response. Unless an order was accepted, the snippet exits with an error. */
function printResponse({ checksOrder }: PreparedSnippetRequest, request: string, indent = ''): readonly string[] {
  if (!checksOrder) return [`${indent}console.log(${request})`]
  return [
    `${indent}const response = ${request}`,
    ...[
      'console.log(response)',
      'if (![response].flat().every((row) => row?.order_id && !row.error)) {',
      `  console.error(${JSON.stringify(NOT_ACCEPTED)})`,
      '  process.exitCode = 1',
      '}',
    ].map((line) => indent + line),
  ]
}

/** Writes the argument of `request`. */
function requestInput({ method, query, body }: PreparedSnippetRequest, path: string, indent = ''): string {
  const input = {
    path,
    method,
    ...(Object.keys(query).length > 0 && { params: query }),
    ...(body !== undefined && { data: JSON.parse(body) as unknown }),
  }
  return formatJavascriptLiteral(input, indent)
}
