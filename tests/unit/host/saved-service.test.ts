import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SavedContent } from '../../../src/host/saved/saved-schema.ts'
import { SavedService } from '../../../src/host/saved/saved-service.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-saved-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

const open = (): SavedService => new SavedService({ home, now: () => 0, profileIds: () => ['practice'] })
const file = (): string => readFileSync(join(home, 'explorer.json'), 'utf8')

const content: SavedContent = {
  folder: 'Mornings',
  name: 'Quotes',
  method: 'GET',
  path: '/iserver/marketdata/snapshot',
  rows: [{ place: 'query', name: 'conids', value: '{{conid:AAPL}}', enabled: true }],
  body: '',
}

describe('what the explorer keeps', () => {
  test('is there again after a restart', () => {
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
    })
  })

  test('holds no secret, and keeps variables and digits', () => {
    open().put(
      {
        ...content,
        rows: [{ place: 'query', name: 'access_token', value: 'throw-away', enabled: true }],
        body: '{"client_assertion": "throw-away", "password": "{{pin}}", "quantity": 1.50, "conid": {{conid:AAPL}}}',
      },
      undefined,
    )
    expect(file()).not.toContain('throw-away')
    expect(file()).toContain('1.50')
    expect(file()).toContain('{{pin}}')
  })

  test.each([
    ['accessToken_secret', 'x'],
    ['mine', '-----BEGIN PRIVATE KEY-----'],
    ['mine', 'eyJhbGciOiJub25lIn0.e30.'],
    ['mine', 'a1'.repeat(24)],
  ])('no variable %s = %s is kept: it looks like a secret', (name, value) => {
    expect(() => open().variable('practice', name, value)).toThrow(/looks like a secret/)
  })

  test('of a newer version is left alone and said', () => {
    const newer = '{"schemaVersion": 2, "everything": "else"}'
    writeFileSync(join(home, 'explorer.json'), newer)
    const saved = open()
    expect(saved.view).toMatchObject({ kind: 'newer', message: expect.stringMatching(/newer version/) })
    expect(() => saved.favourite('accounts.list', true)).toThrow(/newer version/)
    expect(file()).toBe(newer)
  })

  test.each([
    ['{', /not JSON/],
    ['{"ibkrConsoleRequests": 2, "requests": []}', /newer version/],
    ['{"ibkrConsoleRequests": 1, "requests": [{"name": "x"}]}', /no exported requests/],
    ['[]', /no exported requests/],
  ])('an import of %s is refused and takes nothing over', (text, reason) => {
    const saved = open()
    expect(() => saved.import(text)).toThrow(reason)
    expect(saved.view).toMatchObject({ requests: [] })
  })

  test('is taken over from another console', () => {
    const saved = open()
    expect(saved.import(JSON.stringify({ ibkrConsoleRequests: 1, requests: [content, content] }))).toEqual({ added: 2 })
    expect(saved.view).toMatchObject({ requests: [content, content] })
  })
})
