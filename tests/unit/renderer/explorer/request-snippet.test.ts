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
import { createSnippetProfile } from '../../../../src/shared/snippets/snippet-profile.ts'

const gateway = { kind: 'gateway', target: 'localhost:5000' } as const
const practice = { kind: 'practice', target: 'simulator in this console' } as const
const oauth1 = { kind: 'oauth1', target: 'api.ibkr.com' } as const
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
    expect(requestSnippet(draft, {}, practice, 'curl')).toMatchObject({
      kind: 'impossible',
      reason: expect.stringMatching(/^Practice/),
    })
  })

  it('names the login as the reason only if the login makes the snippet unavailable', () => {
    const draft = { ...EMPTY_DRAFT, path: '/gw/api/v1/accounts' }
    expect(requestSnippet(draft, {}, practice, 'ibkr-client')).toMatchObject({
      kind: 'impossible',
      reason: expect.stringMatching(/^ibkr-client reaches only/),
    })
  })

  it('writes code that reads keys from a file', () => {
    const code = codeOf(requestSnippet({ ...EMPTY_DRAFT, path: '/tickle' }, {}, oauth1, 'typescript'))
    expect(code).toContain("readFileSync('oauth1.json', 'utf8')")
  })

  it('warns if the code sends real requests outside Practice', () => {
    const read = { ...EMPTY_DRAFT, path: '/iserver/accounts' }
    const order = { ...EMPTY_DRAFT, method: 'DELETE', path: '/iserver/account/DU1/order/1' } as const
    expect(snippetOf(read)).toMatchObject({ notes: [] })
    expect(snippetOf(order)).toMatchObject({ notes: [expect.stringMatching(/no arming is required/)] })
    expect(requestSnippet(read, {}, practice, 'typescript')).toMatchObject({
      notes: [expect.stringMatching(/real requests/)],
    })
    expect(requestSnippet(order, {}, practice, 'typescript')).toMatchObject({
      notes: [expect.stringMatching(/real requests/), expect.stringMatching(/no arming/)],
    })
  })
})

describe('login code in a snippet', () => {
  it.each([
    ['localhost:5000', 'https://localhost:5000'],
    ['http://localhost:5000/', 'http://localhost:5000'],
    ['https://host/proxy/v1/api/', 'https://host/proxy'],
  ])('connects to the gateway at %s', (target, baseUrl) => {
    expect(createSnippetProfile({ kind: 'gateway', target })).toEqual({ kind: 'gateway', baseUrl })
  })

  it('omits the login if the gateway address is invalid', () => {
    expect(createSnippetProfile({ kind: 'gateway', target: 'http://' })).toBeUndefined()
    expect(
      requestSnippet({ ...EMPTY_DRAFT, path: '/tickle' }, {}, { kind: 'gateway', target: 'http://' }, 'curl').kind,
    ).toBe('impossible')
  })
})
