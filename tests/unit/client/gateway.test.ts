import { describe, expect, it } from 'vitest'
import { isLoopback, resolveServer } from '../../../src/client/gateway.ts'
import { IbkrClient } from '../../../src/client/index.ts'
import { tlsPolicy } from '../../../src/client/tls-policy.ts'

describe('the address of a server', () => {
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
  ])('"%s" is understood', (text, api, socket) => {
    expect(resolveServer(text)).toMatchObject({ api, socket })
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
  ])('"%s" is refused', (text) => {
    expect(() => resolveServer(text)).toThrow(expect.objectContaining({ code: 'config-invalid' }))
  })

  it('a bare host stays what `host` says, port included', () => {
    expect(new IbkrClient('localhost:5000').host).toBe('localhost:5000')
    expect(new IbkrClient('http://localhost:5000/v1/api/').host).toBe('localhost:5000')
  })

  it.each(['localhost', 'LOCALHOST', 'gateway.localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]'])(
    '%s is this machine',
    (name) => expect(isLoopback(name)).toBe(true),
  )

  it.each(['localhost.evil.com', '128.0.0.1', '127.0.0.1.nip.io', '0.0.0.0', 'example.com'])(
    '%s is not taken for this machine',
    (name) => expect(isLoopback(name)).toBe(false),
  )
})

describe('the rule for certificates', () => {
  const pin = `${'AB:'.repeat(31)}CD`
  it('loopback needs none, others the trust store', () => {
    expect(tlsPolicy(resolveServer('localhost:5000'), {})).toEqual({ kind: 'any' })
    expect(tlsPolicy(resolveServer('10.0.0.5:5000'), {})).toEqual({ kind: 'trust-store' })
    expect(tlsPolicy(resolveServer('api.ibkr.com'), {})).toEqual({ kind: 'trust-store' })
  })

  it('a pin holds everywhere, on loopback too, and before the dangerous option', () => {
    const options = { pinnedCertificateSha256: pin, dangerouslyAcceptAnyCertificate: true } as const
    expect(tlsPolicy(resolveServer('localhost:5000'), options)).toEqual({
      kind: 'pinned',
      sha256: `${'ab'.repeat(31)}cd`,
    })
  })

  it('only the dangerous option accepts anything from another machine', () => {
    expect(tlsPolicy(resolveServer('10.0.0.5'), { dangerouslyAcceptAnyCertificate: true })).toEqual({ kind: 'any' })
  })

  it('a pin that is none is refused', () => {
    expect(() => tlsPolicy(resolveServer('localhost'), { pinnedCertificateSha256: 'abc' })).toThrow('SHA-256')
  })
})

describe('the settings', () => {
  it('of an unknown type are refused in words', () => {
    const settings = { type: 'oauth3', clientId: 'x' } as never
    expect(() => new IbkrClient(settings)).toThrow(expect.objectContaining({ code: 'config-unsupported' }))
  })
})
