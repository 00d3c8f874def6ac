import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SavedService } from '../../../src/host/saved-requests/saved-service.ts'
import type { SavedRequestContent } from '../../../src/shared/contract/schemas.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-saved-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (): SavedService => new SavedService({ home, now: () => 0, profileIds: () => ['practice'] })
const file = (): string => readFileSync(join(home, 'explorer.json'), 'utf8')

const content: SavedRequestContent = {
  folder: 'Mornings',
  name: 'Quotes',
  method: 'GET',
  path: '/iserver/marketdata/snapshot',
  rows: [{ place: 'query', name: 'conids', value: '{{conid:AAPL}}', enabled: true }],
  body: '',
}

function exported(...requests: readonly object[]): string {
  return JSON.stringify({ ibkrConsoleRequests: 1, requests })
}

describe('saved requests, favourites and variables', () => {
  test('restores saved requests, favourites and variables after a restart', () => {
    const saved = open()
    saved.favourite('accounts.list', true)
    const { id } = saved.put(content, undefined)
    saved.put({ ...content, name: 'Quotes of the day' }, id)
    saved.variable('practice', 'myConid', '265598')
    expect(open().view).toEqual({
      kind: 'open',
      favourites: ['accounts.list'],
      requests: [{ id, ...content, name: 'Quotes of the day' }],
      variables: { practice: [{ name: 'myConid', value: '265598' }] },
      unread: 0,
    })
  })

  test.each(['constructor', 'to-string', 'gone'])('rejects variables of %s, which is not a profile', (profileId) => {
    expect(() => open().variable(profileId, 'a', 'b')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('limits saved requests to 4 million characters in total, and allows removals at the limit', () => {
    const saved = open()
    const large = { ...content, body: 'x '.repeat(100_000) }
    saved.import(exported(...Array.from({ length: 19 }, (_, at) => ({ ...large, name: String(at) }))))
    const ids = 'requests' in saved.view ? saved.view.requests.map(({ id }) => id) : []
    expect(() => saved.put(large, undefined)).toThrow(/together may have 4 million characters. Remove some first/)
    saved.remove(ids.slice(0, 1))
    const { id } = saved.put({ ...large, body: '' }, undefined)
    expect(() => saved.put({ ...large, body: 'y '.repeat(100_000) }, id)).not.toThrow()
    expect(() => saved.restore(ids.slice(0, 1))).toThrow(/4 million characters/)
  })

  test('rejects an import of too many values before parsing it', () => {
    const parse = vi.spyOn(JSON, 'parse')
    expect(() => open().import('['.repeat(1_000_000))).toThrow(/too many values/)
    expect(() => open().import(`[${'1,'.repeat(100_001)}1]`)).toThrow(/too many values/)
    expect(parse).not.toHaveBeenCalled()
    parse.mockRestore()
  })

  test.each([
    ['a parameter', { rows: [{ place: 'query', name: 'access_token', value: 'throw-away', enabled: true }] }],
    [
      'a header entered as a parameter',
      { rows: [{ place: 'query', name: 'Authorization', value: 'throw-away', enabled: true }] },
    ],
    [
      'a bearer token under any name',
      { rows: [{ place: 'query', name: 'x', value: 'Bearer throw-away', enabled: true }] },
    ],
    ['a member', { body: '{"client_assertion": "throw-away"}' }],
    ['a member after strings with escapes', { body: '{"a": [": ", "\\""], "password" : "throw-away"}' }],
    ['a number', { body: '{"password": 711}' }],
    ['a list', { body: '{"passwords": ["throw-away", ["throw-away"], 711], "conid": {{conid:AAPL}}}' }],
    ['an escaped name', { body: '{"pass\\u0077ord": "throw-away"}' }],
    ['a JSON Web Token', { body: '{"note": "eyJhbGciOiJub25lIn0.throw-away.711"}' }],
    ['a key within a list', { body: '["-----BEGIN PRIVATE KEY-----\\nthrow-away"]' }],
    ['a web form', { body: 'grant_type=x&client_secret=throw-away' }],
    ['the query of a path', { path: '/x?oauth_token=throw-away&symbol=AAPL' }],
  ] as const)('removes secrets from a saved request: %s', (_where, part) => {
    const { id } = open().put({ ...content, ...part }, undefined)
    // A random id may contain the digits 711.
    expect(file().replaceAll(id, '')).not.toMatch(/throw-away|711/)
  })

  test('keeps text that is not secret in a saved request: digits, variables, order, blanks', () => {
    const body =
      '{"quantity": 1.50,"password": "{{pin}}",  "conid": {{conid:AAPL}}, "passwordPolicy": {"a": ""}, "n": [1e5, "\\u0041"]}'
    open().put({ ...content, path: '/x?conids={{conid:AAPL}}&since=1', body }, undefined)
    expect(open().view).toMatchObject({ requests: [{ path: '/x?conids={{conid:AAPL}}&since=1', body }] })
  })

  test.each([
    ['accessToken_secret', 'x'],
    ['mine', '-----BEGIN PRIVATE KEY-----'],
    ['mine', 'eyJhbGciOiJub25lIn0.e30.'],
    ['mine', 'a1'.repeat(24)],
  ])('rejects the variable %s = %s, which appears to be a secret', (name, value) => {
    expect(() => open().variable('practice', name, value)).toThrow(/looks like a secret/)
  })

  test('leaves a file of a newer version unchanged, with a notice', () => {
    const newer = '{"schemaVersion": 2, "everything": "else"}'
    writeFileSync(join(home, 'explorer.json'), newer)
    const saved = open()
    expect(saved.view).toMatchObject({ kind: 'newer', message: expect.stringMatching(/newer version/) })
    expect(() => saved.favourite('accounts.list', true)).toThrow(/newer version/)
    expect(file()).toBe(newer)
  })

  test('keeps a request that only a newer version can read, and shows the other requests', () => {
    const newer = { id: randomUUID(), name: 'From tomorrow', method: 'QUERY', certainty: [0.1] }
    open().put(content, undefined)
    const kept = JSON.parse(file())
    writeFileSync(join(home, 'explorer.json'), JSON.stringify({ ...kept, requests: [newer, ...kept.requests, 5] }))
    const saved = open()
    expect(saved.notice).toBeUndefined()
    expect(saved.view).toMatchObject({ requests: [content], unread: 2 })
    saved.favourite('accounts.list', true)
    expect(JSON.parse(file()).requests).toEqual([expect.objectContaining(content), newer, 5])
  })

  test('assigns a new id to the second of two requests with the same id', () => {
    const { id } = open().put(content, undefined)
    const kept = JSON.parse(file())
    writeFileSync(
      join(home, 'explorer.json'),
      JSON.stringify({ ...kept, requests: [...kept.requests, ...kept.requests] }),
    )
    const saved = open()
    saved.remove([id])
    expect(saved.view).toMatchObject({ requests: [content] })
  })

  test('moves requests between folders, and restores removed requests unchanged', () => {
    const saved = open()
    const one = saved.put(content, undefined)
    const other = saved.put({ ...content, name: 'Other' }, undefined)
    saved.move([one.id], 'Evenings')
    expect(saved.view).toMatchObject({
      requests: [
        { id: one.id, folder: 'Evenings' },
        { id: other.id, folder: 'Mornings' },
      ],
    })
    saved.remove([one.id, other.id])
    expect(open().view).toMatchObject({ requests: [] })
    saved.restore([one.id, other.id])
    expect(open().view).toMatchObject({ requests: [{ id: one.id, folder: 'Evenings' }, { id: other.id }] })
    expect(() => saved.restore([one.id])).toThrow(/can no longer be restored/)
  })

  test.each([
    ['{', /not JSON/],
    ['{"ibkrConsoleRequests": 2, "requests": []}', /newer version/],
    ['{"ibkrConsoleRequests": 1, "requests": [{"name": "x"}]}', /exported requests cannot be read/],
    ['[]', /exported requests cannot be read/],
    ['null', /exported requests cannot be read/],
    ['['.repeat(500_000), /exported requests cannot be read/],
    [`${'[1,'.repeat(200_000)}1${']'.repeat(200_000)}`, /exported requests cannot be read/],
    [exported({ ...content, headers: { Authorization: 'Bearer throw-away' } }), /headers/],
    [exported({ ...content, id: randomUUID() }), /"id"/],
    [exported({ ...content, body: 'x'.repeat(200_001) }), /200000|200,000/],
    [exported({ ...content, rows: Array(101).fill(content.rows[0]) }), /100/],
    [exported(...Array(2_001).fill(content)), /2000|2,000/],
    [`{"ibkrConsoleRequests": 1, "requests": [{"__proto__": {"folder": "x"}}]}`, /exported requests cannot be read/],
  ])('rejects an import of %.60s and adds nothing', (text, reason) => {
    const saved = open()
    expect(() => saved.import(text)).toThrow(reason)
    expect(saved.view).toMatchObject({ requests: [] })
    expect(({} as { folder?: unknown }).folder).toBeUndefined()
  })

  test('imports requests from another console without secrets, each only once', () => {
    const saved = open()
    const other = { ...content, name: 'Other', body: '{"password": "throw-away"}' }
    expect(saved.import(exported(content, content, other))).toEqual({ added: 2, known: 1 })
    expect(saved.import(exported(other))).toEqual({ added: 0, known: 1 })
    expect(saved.view).toMatchObject({ requests: [content, { name: 'Other' }] })
    expect(file()).not.toContain('throw-away')
  })

  test('removes line breaks and direction marks from imported names, and does not interpret markup', () => {
    const saved = open()
    saved.import(exported({ ...content, folder: 'a\u202eb\nc', name: '<img src=x onerror=alert(1)>' }))
    expect(saved.view).toMatchObject({ requests: [{ folder: 'ab c', name: '<img src=x onerror=alert(1)>' }] })
  })

  test('limits the numbers of saved requests, variables and favourites', () => {
    const saved = open()
    const many = Array.from({ length: 2_000 }, (_, at) => ({ ...content, name: String(at) }))
    saved.import(exported(...many))
    expect(() => saved.put(content, undefined)).toThrow(/the maximum/)
    expect(() => saved.import(exported(content))).toThrow(/the maximum/)
    const kept = JSON.parse(file())
    const variables = Array.from({ length: 200 }, (_, at) => ({ name: `v${at}`, value: '1' }))
    const favourites = Array.from({ length: 1_000 }, (_, at) => `f${at}`)
    writeFileSync(
      join(home, 'explorer.json'),
      JSON.stringify({ ...kept, variables: { practice: variables }, favourites }),
    )
    const fullOne = open()
    expect(() => fullOne.variable('practice', 'another', '1')).toThrow(/the maximum/)
    expect(() => fullOne.favourite('another', true)).toThrow(/the maximum/)
    fullOne.variable('practice', 'v7', '2')
    expect(open().notice).toBeUndefined()
    expect(open().view).toMatchObject({ variables: { practice: expect.arrayContaining([{ name: 'v7', value: '2' }]) } })
  })
})
