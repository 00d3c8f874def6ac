import { describe, expect, it } from 'vitest'
import { IbkrClient } from '../../../src/client/index.ts'
import { isLoopback, parseServerAddress } from '../../../src/client/server-address.ts'
import { determineTlsPolicy } from '../../../src/client/tls-policy.ts'

describe('address of a gateway', () => {
  it.each([
    ['localhost:5000', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['192.168.1.7', 'https://192.168.1.7/v1/api/', 'wss://192.168.1.7/v1/api/ws'],
    ['[::1]:5000', 'https://[::1]:5000/v1/api/', 'wss://[::1]:5000/v1/api/ws'],
    ['localhost:5000/', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['https://localhost:5000', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['https://localhost:5000/', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['https://localhost:5000/v1/api', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['https://localhost:5000/v1/api/', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['localhost:5000/v1/api/', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['http://gateway:8080', 'http://gateway:8080/v1/api/', 'ws://gateway:8080/v1/api/ws'],
    ['HTTP://Gateway:8080/', 'http://gateway:8080/v1/api/', 'ws://gateway:8080/v1/api/ws'],
    ['https://localhost:5000//v1//api//', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    [' localhost:5000 ', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['wss://localhost:5000/v1/api/ws', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['ws://gateway:8080/v1/api/ws/', 'http://gateway:8080/v1/api/', 'ws://gateway:8080/v1/api/ws'],
    ['https://localhost:5000/v1/portal', 'https://localhost:5000/v1/api/', 'wss://localhost:5000/v1/api/ws'],
    ['https://api.ibkr.com:443/v1/api', 'https://api.ibkr.com/v1/api/', 'wss://api.ibkr.com/v1/api/ws'],
    ['https://proxy/ibkr/v1/api/', 'https://proxy/ibkr/v1/api/', 'wss://proxy/ibkr/v1/api/ws'],
  ])('accepts the gateway address "%s"', (text, api, socket) => {
    expect(parseServerAddress(text)).toMatchObject({ api, socket })
  })

  it.each([
    '',
    'ftp://host',
    'https://',
    'http://user:pw@host',
    'https://host?x=1',
    'a b',
    '::1',
    'h:99999',
    'localhost:5000/v1/api/tickle',
    'ht!tp://x',
    'a,b',
    '.',
    'https:localhost:5000',
    'https:/localhost:5000',
    'https//localhost:5000',
    '+://x',
  ])('rejects the gateway address "%s"', (text) => {
    expect(() => parseServerAddress(text)).toThrow(expect.objectContaining({ code: 'config-invalid' }))
  })

  it.each<[string, unknown, string]>([
    ['nothing', '', 'write host:port'],
    ['a port', '5000', 'write localhost:5000'],
    ['half a scheme', 'https:/localhost:5000', 'without "://"'],
    ['an invalid scheme', 'ht!tp://x', 'http:// or https://'],
    ['the name of a file', './oauth1.json', 'not a file name'],
    ['the name of a file', 'oauth1.json', 'not a file name'],
    ['the address of a file', 'file:///home/me/oauth1.json', 'not a file name'],
    ['a number', 5000, 'not number'],
    ['a URL object', new URL('https://localhost'), 'not object'],
    ['undefined', undefined, 'not undefined'],
  ])('reports a specific error for the invalid address %s (%s)', (_what, address, words) => {
    const invalid = expect.objectContaining({ code: 'config-invalid', message: expect.stringContaining(words) })
    expect(() => Reflect.apply(parseServerAddress, undefined, [address])).toThrow(invalid)
  })

  it('keeps a path prefix that looks like a file name', () => {
    expect(parseServerAddress('https://proxy/gateway.json').api).toBe('https://proxy/gateway.json/v1/api/')
  })

  it.each([
    'ftp://user:hunter2@host',
    'https://user:hunter2@host:99999',
    'https://host,x/?user@hunter2',
    `${'QUJD'.repeat(80)}hunter2==`,
    '-----BEGIN PRIVATE KEY-----hunter2',
    '{"accessToken":"hunter2"}',
  ])('does not quote an invalid address, which may be a secret: %s', (address) => {
    expect(() => parseServerAddress(address)).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.not.stringContaining('hunter2') }),
    )
  })

  it('reports errors of a gateway address differently from errors of the option baseUrl', () => {
    for (const baseUrl of ['ht!tp://x', './oauth1.json', 'nope nope'])
      expect(() => new IbkrClient('localhost', { baseUrl })).toThrow('The option baseUrl')
    expect(() => new IbkrClient('{"accessToken":"a"}', { baseUrl: 'localhost:5000' })).toThrow('The server address')
    expect(new IbkrClient('', { baseUrl: 'localhost:5000' }).host).toBe('localhost:5000')
  })

  it('uses the server of the settings, unless the option baseUrl names another', () => {
    const login = { consumerKey: 'TESTCONS', signature: '' }
    const hostOf = (settings: object, options = {}) => new IbkrClient({ ...login, ...settings }, options).host
    expect(hostOf({})).toBe('api.ibkr.com')
    expect(hostOf({ server: null })).toBe('api.ibkr.com')
    expect(hostOf({ server: 'https://own.example:8443/v1/api' })).toBe('own.example:8443')
    expect(hostOf({ server: 'own.example' }, { baseUrl: 'http://localhost:5000' })).toBe('localhost:5000')
  })

  it.each([
    { server: 'ht!tp://x' },
    { server: '' },
    { server: 5 },
    { Server: 'own.example' },
    { sever: 'own.example' },
  ])('rejects an invalid or misspelled server of the settings, instead of sending to IBKR: %j', (setting) => {
    const settings = { consumerKey: 'TESTCONS', signature: '', ...setting } as never
    expect(() => new IbkrClient(settings)).toThrow(
      expect.objectContaining({ code: 'config-invalid', message: expect.stringMatching(/server/) }),
    )
  })

  it('`host` contains the host name and port of the address', () => {
    expect(new IbkrClient('localhost:5000').host).toBe('localhost:5000')
    expect(new IbkrClient('http://localhost:5000/v1/api/').host).toBe('localhost:5000')
  })

  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])(
    'treats the host %s as loopback',
    (name) => expect(isLoopback(name)).toBe(true),
  )

  it.each(['evil.localhost', 'localhost.evil.com', '128.0.0.1', '127.0.0.1.nip.io', '0.0.0.0', 'example.com'])(
    'does not treat the host %s as loopback',
    (name) => expect(isLoopback(name)).toBe(false),
  )
})

describe('TLS policy for a gateway', () => {
  const pin = `${'AB:'.repeat(31)}CD`
  it('accepts any certificate on loopback, and verifies certificates of other hosts with the trust store', () => {
    expect(determineTlsPolicy(parseServerAddress('localhost:5000'), {})).toEqual({ kind: 'any' })
    expect(determineTlsPolicy(parseServerAddress('10.0.0.5:5000'), {})).toEqual({ kind: 'trust-store' })
    expect(determineTlsPolicy(parseServerAddress('api.ibkr.com'), {})).toEqual({ kind: 'trust-store' })
  })

  it('prefers a pinned fingerprint to the loopback exception and to dangerouslyAcceptAnyCertificate', () => {
    const options = { pinnedCertificateSha256: pin, dangerouslyAcceptAnyCertificate: true } as const
    expect(determineTlsPolicy(parseServerAddress('localhost:5000'), options)).toEqual({
      kind: 'pinned',
      sha256: `${'ab'.repeat(31)}cd`,
    })
  })

  it('accepts any certificate of another machine with dangerouslyAcceptAnyCertificate', () => {
    expect(determineTlsPolicy(parseServerAddress('10.0.0.5'), { dangerouslyAcceptAnyCertificate: true })).toEqual({
      kind: 'any',
    })
  })

  it('rejects an invalid pinned fingerprint', () => {
    expect(() => determineTlsPolicy(parseServerAddress('localhost'), { pinnedCertificateSha256: 'abc' })).toThrow(
      'SHA-256',
    )
  })
})

describe('login settings', () => {
  it('rejects settings of an unknown type with config-unsupported', () => {
    const settings = { type: 'oauth3', clientId: 'x' } as never
    expect(() => new IbkrClient(settings)).toThrow(expect.objectContaining({ code: 'config-unsupported' }))
  })
})
