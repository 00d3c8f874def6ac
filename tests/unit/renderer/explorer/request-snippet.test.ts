import { describe, expect, it } from 'vitest'
import { findOperation } from '../../../../src/renderer/features/catalogue/find-operation.ts'
import {
  type Draft,
  draftFromOperation,
  EMPTY_DRAFT,
  withPath,
} from '../../../../src/renderer/features/explorer/request/draft.ts'
import {
  type RequestSnippet,
  requestSnippet,
} from '../../../../src/renderer/features/explorer/snippet/request-snippet.ts'
import { SNIPPET_FORMATS, type SnippetFormatId } from '../../../../src/shared/snippets/snippet-formats.ts'

const commandLine = 'node /console/bin/ibkr-console.mjs'
const gateway = { profile: { kind: 'gateway', baseUrl: 'https://localhost:5000' }, commandLine } as const
const practice = { profile: { kind: 'practice' }, commandLine } as const
const oauth1 = { profile: { kind: 'oauth1', baseUrl: 'https://api.ibkr.com' }, commandLine } as const
/** Servers of profiles with OAuth keys that are not IBKR's default. */
const OWN_SERVERS = ['https://1.api.ibkr.com', 'http://127.0.0.1:5001', 'https://proxy.example:8443/prefix']
const variables = { accountId: 'DU1' }

const snippetOf = (draft: Draft, language: SnippetFormatId = 'curl'): RequestSnippet =>
  requestSnippet(draft, variables, gateway, language)

function codeOf(snippet: RequestSnippet): string {
  if (snippet.kind !== 'code') throw new Error(JSON.stringify(snippet))
  return snippet.code
}

describe('snippet for a request', () => {
  it('contains the resolved request that Send would send', () => {
    const typed = withPath(
      { ...EMPTY_DRAFT, method: 'POST', body: '{"acctId": "{{accountId}}"}' },
      'iserver/account/{accountId}/orders/whatif?a=b%20c',
    )
    const filled = { ...typed, rows: typed.rows.map((row) => ({ ...row, value: '{{accountId}}' })) }
    const code = codeOf(snippetOf(filled))
    expect(code).toContain('https://localhost:5000/v1/api/iserver/account/DU1/orders/whatif?a=b%20c')
    expect(code).toContain('{"acctId": "DU1"}')
  })

  it('omits disabled parameters', () => {
    const operation = findOperation('GET', '/iserver/account/orders')
    if (!operation) throw new Error('not catalogued')
    const code = codeOf(snippetOf({ ...draftFromOperation(operation), body: 'left over' }))
    expect(code).toContain('/v1/api/iserver/account/orders')
    expect(code).not.toMatch(/force|left over/)
  })

  it('creates a snippet for a gateway in every language', () => {
    const formats = Object.keys(SNIPPET_FORMATS) as SnippetFormatId[]
    const kinds = formats.map((format) => snippetOf({ ...EMPTY_DRAFT, path: '/tickle' }, format).kind)
    expect(kinds).toEqual(formats.map(() => 'code'))
  })

  it.each([
    ['a path', EMPTY_DRAFT, /Enter a path/],
    ['a parameter', withPath(EMPTY_DRAFT, '/iserver/contract/{nothing}/info'), /fill in nothing/],
    ['a valid body', { ...EMPTY_DRAFT, method: 'POST', path: '/tickle', body: '{' } as Draft, /Line 1/],
    ['a valid path', { ...EMPTY_DRAFT, path: '/a/../b' }, /dot segment/],
    ['one value for each parameter', { ...EMPTY_DRAFT, path: '/a?x=1&x=2' }, /"x" is repeated/],
  ] as const)('reports that the request needs %s, as Send does', (_what, draft, words) => {
    expect(snippetOf(draft)).toMatchObject({ kind: 'unfinished', reasons: [expect.stringMatching(words)] })
  })

  it('requires a login to fill in the account', () => {
    const draft = { ...EMPTY_DRAFT, path: '/portfolio/{{accountId}}/summary' }
    expect(requestSnippet(draft, {}, gateway, 'curl')).toMatchObject({
      kind: 'unfinished',
      reasons: [expect.stringMatching(/Connect/)],
    })
  })

  it('offers another language instead of curl if every request needs a signature', () => {
    const draft = { ...EMPTY_DRAFT, path: '/tickle' }
    expect(requestSnippet(draft, {}, oauth1, 'curl')).toMatchObject({
      kind: 'impossible',
      reason: expect.stringMatching(/Choose TypeScript/),
    })
  })

  it('writes code that reads keys from a file', () => {
    const code = codeOf(requestSnippet({ ...EMPTY_DRAFT, path: '/tickle' }, {}, oauth1, 'typescript'))
    expect(code).toContain("readFileSync('oauth1.json', 'utf8')")
  })

  it('warns that code needs no arming to trade', () => {
    const read = { ...EMPTY_DRAFT, path: '/iserver/accounts' }
    const order = { ...EMPTY_DRAFT, method: 'DELETE', path: '/iserver/account/DU1/order/1' } as const
    expect(snippetOf(read)).toMatchObject({ notes: [] })
    expect(snippetOf(order)).toMatchObject({ notes: [expect.stringMatching(/no arming is required/)] })
  })
})

describe('server of a snippet', () => {
  const request = { ...EMPTY_DRAFT, path: '/iserver/accounts' }

  it.each(OWN_SERVERS)(
    'is the server of the profile in every language, or the language is not available: %s',
    (baseUrl) => {
      const kinds = Object.keys(SNIPPET_FORMATS).map((language) =>
        (['oauth1', 'oauth2'] as const).map((kind) => {
          const target = { profile: { kind, baseUrl }, commandLine }
          const snippet = requestSnippet(request, {}, target, language as SnippetFormatId)
          const text = snippet.kind === 'code' ? snippet.code : JSON.stringify(snippet)
          if (snippet.kind === 'code') {
            expect(text, language).toContain(baseUrl)
            expect(text.replaceAll(baseUrl, ''), language).not.toMatch(/api\.ibkr\.com/)
          }
          return snippet.kind
        }),
      )
      expect(kinds.flat().filter((kind) => kind === 'code')).toHaveLength(10)
    },
  )

  it('explains why ibkr-client cannot send to the server of the profile', () => {
    const target = { profile: { kind: 'oauth1', baseUrl: 'https://1.api.ibkr.com' }, commandLine } as const
    expect(requestSnippet(request, {}, target, 'ibkr-client')).toEqual({
      kind: 'impossible',
      reason: expect.stringMatching(
        /to https:\/\/api\.ibkr\.com, but .* uses https:\/\/1\.api\.ibkr\.com\. Choose TypeScript/,
      ),
    })
    expect(codeOf(requestSnippet(request, {}, oauth1, 'ibkr-client'))).toContain('https://api.ibkr.com')
  })

  it('is invalid if the gateway address is invalid', () => {
    const target = { profile: { kind: 'gateway' }, commandLine } as const
    expect(requestSnippet(request, {}, target, 'curl').kind).toBe('impossible')
  })
})

describe('snippet of Practice', () => {
  const order = { ...EMPTY_DRAFT, method: 'DELETE', path: '/iserver/account/DU1/order/1' } as const

  it('starts a simulator for the code in every language, and never sends to IBKR', () => {
    for (const language of Object.keys(SNIPPET_FORMATS) as SnippetFormatId[]) {
      const snippet = requestSnippet(order, {}, practice, language)
      if (snippet.kind !== 'code') throw new Error(snippet.kind)
      expect(snippet.notes).toEqual([expect.stringContaining('starts a simulator')])
      expect(snippet.code).toContain('127.0.0.1:15000')
      expect(snippet.code).not.toMatch(/ibkr\.com|oauth1\.json/)
      const command = snippet.run.at(-1) ?? ''
      expect(command.startsWith(`${commandLine} simulator --mode gateway --port 15000 --used-session -- `)).toBe(true)
      expect(snippet.code).toContain(command)
    }
  })

  it('states how to install the command if this installation has none', () => {
    const code = codeOf(requestSnippet(order, {}, { ...practice, commandLine: undefined }, 'curl'))
    expect(code).toContain('ibkr-console simulator --mode gateway')
    expect(code).toContain('"npm install --global ."')
  })

  it('is not available for paths that a gateway does not serve', () => {
    const echo = { ...EMPTY_DRAFT, path: '/gw/api/v1/echo/https' }
    expect(requestSnippet(echo, {}, practice, 'curl')).toMatchObject({ reason: expect.stringContaining('/v1/api/') })
  })
})
