import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ibkrClient, typescript } from '../../../src/shared/snippets/node.ts'
import {
  prepareBody,
  type SnippetFormat,
  type SnippetProfile,
  type SnippetRequest,
  writeSnippet,
} from '../../../src/shared/snippets/snippet.ts'
import { programRuns } from '../../process/property-runs.ts'
import { arbitraryRequest, gateway, oauth1, oauth2 } from './arbitrary-request.ts'
import { codeOf, runInNewFolder } from './run-code.ts'

/** Fake of the client library that prints each call as one line of JSON, and accepts every order. */
const fakeClient = `
class IbkrClient {
  constructor(config) { this.config = config }
  async init(compete) { this.compete = compete }
  async request(input) {
    process.stdout.write(JSON.stringify({ config: this.config, compete: this.compete, ...input }) + '\\n')
    return [{ order_id: '1' }]
  }
  async close() {}
}
`
const quiet = 'console.log = () => {}\n'

describe('TypeScript snippet, run by Node', () => {
  const stub = {
    'node_modules/ibkr-web-client/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/ibkr-web-client/index.js': fakeClient.replace('class', 'export class'),
  }

  test('the TypeScript snippet sends the same request as the console for any path, query and body', () => {
    const run = (requests: readonly SnippetRequest[]) => {
      const files = Object.fromEntries(
        requests.map((request, index) => [`${index}.mjs`, codeOf(writeSnippet(typescript, request, gateway))]),
      )
      const main = quiet + requests.map((_, index) => `await import('./${index}.mjs')`).join('\n')
      return runInNewFolder({ ...stub, ...files, 'main.mjs': main }, process.execPath, ['main.mjs'])
    }
    expectRequests(run, ({ path }) => path, 'https://localhost:5000')
  })

  test('installs the tarball that npm pack builds, because the library is not in the npm registry', () => {
    const manifest = readFileSync(new URL('../../../packages/client/package.json', import.meta.url), 'utf8')
    const { name, version } = JSON.parse(manifest) as { name: string; version: string }
    const tarball = `${name}-${version}.tgz`
    expect(typescript.run[0]).toBe(`npm install ./${tarball}`)
    for (const profile of [gateway, oauth1]) {
      expect(code(typescript, profile)).toContain(`npm pack -w ${name}" builds ${tarball}`)
    }
  })

  test('logs in with the keys of oauth1.json without ending other sessions', () => {
    const files = {
      ...stub,
      'oauth1.json': '{"consumerKey":"TESTCONS"}',
      'main.mjs': code(typescript, oauth1),
    }
    const [line] = runInNewFolder(files, process.execPath, ['main.mjs']).split('\n')
    expect(JSON.parse(line ?? '')).toEqual({
      config: { consumerKey: 'TESTCONS' },
      compete: false,
      method: 'GET',
      path: '/v1/api/iserver/accounts',
    })
  })
})

describe('ibkr-client snippet, run by Node', () => {
  const stub = {
    'node_modules/ibkr-client/package.json': '{ "main": "./index.js" }',
    'node_modules/ibkr-client/index.js': `${fakeClient}exports.IbkrClient = IbkrClient`,
  }

  test('the ibkr-client snippet sends the same request as the console for any path, query and body', () => {
    const run = (requests: readonly SnippetRequest[]) => {
      const files = Object.fromEntries(
        requests.map((request, index) => [`${index}.cjs`, codeOf(writeSnippet(ibkrClient, request, gateway))]),
      )
      const main = quiet + requests.map((_, index) => `require('./${index}.cjs')`).join('\n')
      return runInNewFolder({ ...stub, ...files, 'main.cjs': main }, process.execPath, ['main.cjs'])
    }
    expectRequests(run, ({ path }) => path.slice('/v1/api/'.length), 'localhost:5000')
  })

  test('logs in with the keys of oauth1.json without ending other sessions', () => {
    const files = {
      ...stub,
      'oauth1.json': '{"consumerKey":"TESTCONS"}',
      'main.cjs': code(ibkrClient, oauth1),
    }
    const [line] = runInNewFolder(files, process.execPath, ['main.cjs']).split('\n')
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
    ['/v1/api/tickle', oauth2],
  ] as const)('states which requests ibkr-client does not support: %s', (path, profile) => {
    expect(writeSnippet(ibkrClient, { method: 'POST', path }, profile).kind).toBe('impossible')
  })
})

test('writes no code for a body that is not JSON', () => {
  const request = { method: 'POST', path: '/v1/api/tickle', body: "'" }
  expect([writeSnippet(typescript, request, gateway).kind, writeSnippet(ibkrClient, request, gateway).kind]).toEqual([
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
          const body = prepareBody(request)
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
    { numRuns: programRuns(8) },
  )
}

function code(format: SnippetFormat, profile: SnippetProfile): string {
  return quiet + codeOf(writeSnippet(format, { method: 'GET', path: '/v1/api/iserver/accounts' }, profile))
}
