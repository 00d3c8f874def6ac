import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ibkrClientSnippet } from '../../../src/shared/snippets/ibkr-client-snippet.ts'
import {
  bodyToSend,
  type Snippet,
  type SnippetProfile,
  type SnippetRequest,
} from '../../../src/shared/snippets/snippet-request.ts'
import { typescriptSnippet } from '../../../src/shared/snippets/typescript-snippet.ts'
import { arbitraryRequest, gateway } from './arbitrary-request.ts'
import { codeOf, runIn } from './run-code.ts'

/** Stands in for the library: remembers what it is asked for, as JSON, one line each. */
const fakeClient = `
class IbkrClient {
  constructor(config) { this.config = config }
  async init(compete) { this.compete = compete }
  async request(input) { process.stdout.write(JSON.stringify({ config: this.config, compete: this.compete, ...input }) + '\\n') }
  async close() {}
}
`
const quiet = 'console.log = () => {}\n'

describe('what Node makes of the TypeScript snippet', () => {
  const stub = {
    'node_modules/ibkr-console/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/ibkr-console/index.js': fakeClient.replace('class', 'export class'),
  }

  test('is the request, whatever is in it', () => {
    const run = (requests: readonly SnippetRequest[]) => {
      const files = Object.fromEntries(
        requests.map((request, index) => [`${index}.mjs`, codeOf(typescriptSnippet(request, gateway))]),
      )
      const main = quiet + requests.map((_, index) => `await import('./${index}.mjs')`).join('\n')
      return runIn({ ...stub, ...files, 'main.mjs': main }, process.execPath, ['main.mjs'])
    }
    expectRequests(run, ({ path }) => path, 'https://localhost:5000')
  })

  test('logs in with the keys of oauth1.json and throws nobody out', () => {
    const files = {
      ...stub,
      'oauth1.json': '{"consumerKey":"TESTCONS"}',
      'main.mjs': code(typescriptSnippet, { kind: 'oauth1' }),
    }
    const [line] = runIn(files, process.execPath, ['main.mjs']).split('\n')
    expect(JSON.parse(line ?? '')).toEqual({
      config: { consumerKey: 'TESTCONS' },
      compete: false,
      method: 'GET',
      path: '/v1/api/iserver/accounts',
    })
  })
})

describe('what Node makes of the ibkr-client snippet', () => {
  const stub = {
    'node_modules/ibkr-client/package.json': '{ "main": "./index.js" }',
    'node_modules/ibkr-client/index.js': `${fakeClient}exports.IbkrClient = IbkrClient`,
  }

  test('is the request, whatever is in it', () => {
    const run = (requests: readonly SnippetRequest[]) => {
      const files = Object.fromEntries(
        requests.map((request, index) => [`${index}.cjs`, codeOf(ibkrClientSnippet(request, gateway))]),
      )
      const main = quiet + requests.map((_, index) => `require('./${index}.cjs')`).join('\n')
      return runIn({ ...stub, ...files, 'main.cjs': main }, process.execPath, ['main.cjs'])
    }
    expectRequests(run, ({ path }) => path.slice('/v1/api/'.length), 'localhost:5000')
  })

  test('logs in with the keys of oauth1.json and throws nobody out', () => {
    const files = {
      ...stub,
      'oauth1.json': '{"consumerKey":"TESTCONS"}',
      'main.cjs': code(ibkrClientSnippet, { kind: 'oauth1' }),
    }
    const [line] = runIn(files, process.execPath, ['main.cjs']).split('\n')
    expect(JSON.parse(line ?? '')).toEqual({
      config: { consumerKey: 'TESTCONS' },
      compete: false,
      method: 'GET',
      path: 'iserver/accounts',
    })
  })

  test.each([
    ['/gw/api/v1/echo/https', gateway],
    ['/v1/api/tickle', { kind: 'gateway', baseUrl: 'http://localhost:5000' }],
    ['/v1/api/tickle', { kind: 'oauth2' }],
  ] as const)('says what ibkr-client cannot do: %s', (path, profile) => {
    expect(ibkrClientSnippet({ method: 'POST', path }, profile).kind).toBe('impossible')
  })
})

test('a body that is not JSON gives no code', () => {
  const request = { method: 'POST', path: '/v1/api/tickle', body: "'" }
  expect([typescriptSnippet(request, gateway).kind, ibkrClientSnippet(request, gateway).kind]).toEqual([
    'impossible',
    'impossible',
  ])
})

function expectRequests(
  run: (requests: readonly SnippetRequest[]) => string,
  pathOf: (request: SnippetRequest) => string,
  config: string,
): void {
  fc.assert(
    fc.property(fc.array(arbitraryRequest, { minLength: 10, maxLength: 40 }), (requests) => {
      const lines = run(requests).trimEnd().split('\n')
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
        requests.map((request) => {
          const body = bodyToSend(request)
          const query = request.query ?? {}
          const expected = {
            config,
            path: pathOf(request),
            method: request.method,
            ...(Object.keys(query).length > 0 && { params: query }),
            ...(body !== undefined && { data: JSON.parse(body) as unknown }),
          }
          return JSON.parse(JSON.stringify(expected)) as unknown
        }),
      )
    }),
    { numRuns: 8 },
  )
}

function code(make: (request: SnippetRequest, profile: SnippetProfile) => Snippet, profile: SnippetProfile): string {
  return quiet + codeOf(make({ method: 'GET', path: '/v1/api/iserver/accounts' }, profile))
}
