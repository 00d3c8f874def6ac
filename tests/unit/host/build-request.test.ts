import { describe, expect, test } from 'vitest'
import { buildRequest } from '../../../src/host/order-requests/build-request.ts'

const build = (method: 'GET' | 'POST', path: string, body?: string) =>
  buildRequest({ method, path, query: [], ...(body !== undefined && { body }) }).input

describe('request built from a draft', () => {
  test('sends a body exactly as entered, including numbers above 2^53', () => {
    const text = '{ "conid": 12345678901234567890 }'
    expect(build('POST', '/iserver/contract/rules', text)).toMatchObject({ body: text })
    expect(build('POST', '/tickle')).toMatchObject({ body: '{}' })
  })

  test('sends the body as JWT claims if IBKR requires a signed token', () => {
    const input = build('POST', '/gw/api/v1/echo/signed-jwt', '{"iss":"me"}')
    expect(input).toMatchObject({ jwt: true, data: { iss: 'me' } })
    expect(input).not.toHaveProperty('body')
    expect(build('POST', '/gw/api/v1/echo/signed-jwt')).toMatchObject({ jwt: true, data: {} })
  })

  test('rejects a parameter that is present twice, a body of a GET, and a body that is not JSON', () => {
    const query: [string, string][] = [
      ['a', '1'],
      ['b', '2'],
    ]
    const draft = { method: 'GET', path: '/iserver/accounts' } as const
    expect(buildRequest({ ...draft, query }).input.params).toEqual({ a: '1', b: '2' })
    expect(() => buildRequest({ ...draft, query: [...query, ['a', '3']] })).toThrow(
      'The parameter "a" is present twice',
    )
    expect(() => build('GET', '/iserver/accounts', '{}')).toThrow('A GET request cannot have a body')
    expect(build('GET', '/iserver/accounts', ' ')).not.toHaveProperty('body')
    expect(() => build('POST', '/tickle', '{"a":')).toThrow('The body is not JSON: ')
    expect(() => build('GET', 'https://other.example/x')).toThrow('This path cannot be sent: ')
  })

  test.each(['[]', '"text"', '5', 'null'])(
    'rejects claims that are not an object before it sends a request: %s',
    (body) => {
      expect(() => build('POST', '/gw/api/v1/echo/signed-jwt', body)).toThrow(/must be a JSON object/)
    },
  )
})
