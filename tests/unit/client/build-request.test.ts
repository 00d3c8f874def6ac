import { describe, expect, it } from 'vitest'
import type { RequestInput } from '../../../src/client/index.ts'
import { buildRequest } from '../../../src/client/rest/build-request.ts'
import { parseServerAddress } from '../../../src/client/server-address.ts'

const server = parseServerAddress('https://host:5000')
const build = (input: RequestInput) => buildRequest(server, input, 'ClientPortalGW/1')

describe('building the URL of a request', () => {
  it.each([
    ['tickle', 'https://host:5000/v1/api/tickle'],
    ['/tickle', 'https://host:5000/v1/api/tickle'],
    ['/v1/api/tickle', 'https://host:5000/v1/api/tickle'],
    ['/gw/api/v1/echo/https', 'https://host:5000/gw/api/v1/echo/https'],
    ['/oauth2/api/v1/token', 'https://host:5000/oauth2/api/v1/token'],
    ['gw/api', 'https://host:5000/v1/api/gw/api'],
    ['a?x=1#y', 'https://host:5000/v1/api/a?x=1'],
  ])('%s', (path, url) => expect(build({ path }).url.href).toBe(url))

  it('encodes parameters in the same way as URLSearchParams, omits null and undefined, and joins arrays', () => {
    const params = { a: null, b: undefined, c: 1.5, d: false, e: 'x y,z', f: [1, 'two', true], g: '' }
    expect(build({ path: 'p?q=1', params }).url.search).toBe('?q=1&c=1.5&d=false&e=x+y%2Cz&f=1%2Ctwo%2Ctrue&g=')
  })

  it('passes the decoded pairs of path and params to the signature', () => {
    expect(build({ path: 'p?q=a%2Cb', params: { e: 'x y,z' } }).signedPairs).toEqual([
      ['q', 'a,b'],
      ['e', 'x y,z'],
    ])
  })

  it('rejects a path that is not valid in a URL', () => {
    const invalid = () => buildRequest({ ...server, api: 'https://[' }, { path: 'p' }, '')
    expect(invalid).toThrow(expect.objectContaining({ code: 'config-invalid', message: '"p" is not valid in a URL.' }))
  })

  it('passes the URL without its query to errors and pacing', () => {
    expect(build({ path: 'p?secret=1' }).path).toBe('p')
  })
})

describe('building the body and headers of a request', () => {
  it('sends data as JSON with its content type', () => {
    const request = build({ path: 'p', method: 'post', data: { a: [1] } })
    expect(request).toMatchObject({
      method: 'POST',
      body: '{"a":[1]}',
      headers: { 'content-type': 'application/json' },
    })
  })

  it('sends neither a body nor a content type for a request without data', () => {
    const request = build({ path: 'p', method: 'POST' })
    expect(request.body).toBeUndefined()
    expect(request.headers).toEqual({
      accept: '*/*',
      'accept-encoding': 'gzip,deflate',
      'user-agent': 'ClientPortalGW/1',
    })
  })

  it('sends URLSearchParams as a form and signs its pairs', () => {
    const request = build({ path: 'p', method: 'POST', data: new URLSearchParams({ compete: 'true' }) })
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(request.signedPairs).toEqual([['compete', 'true']])
  })

  it("sends a raw body unchanged with the caller's content type", () => {
    const request = build({ path: 'p', method: 'POST', body: '{"n":1.0}', headers: { 'Content-Type': 'text/plain' } })
    expect(request.body).toBe('{"n":1.0}')
    expect(request.headers['content-type']).toBe('text/plain')
  })

  it("prefers the caller's headers regardless of case", () => {
    expect(build({ path: 'p', headers: { 'USER-AGENT': 'mine' } }).headers['user-agent']).toBe('mine')
  })

  it('keeps the claims of a JWT as JSON, to be signed later', () => {
    const request = build({ path: '/gw/x', method: 'POST', jwt: true, data: { at: new Date(0), left: undefined } })
    expect(request.claims).toEqual({ at: '1970-01-01T00:00:00.000Z' })
    expect(request.body).toBeUndefined()
    expect(request.headers['content-type']).toBe('application/jwt')
  })
})
