import { X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { issueCertificate, issueOldCertificate } from '../../../src/simulator/http/certificate.ts'

describe('certificate of the simulator', () => {
  test('the certificate is self-signed and contains this machine and every extra name, without the zone id of an address', async () => {
    const { cert } = await issueCertificate([
      'nas.local',
      '10.0.0.7',
      'fd00::7:1',
      'fe80::1%eth0',
      '::ffff:10.1.2.3',
      '127.0.0.1',
    ])
    const read = new X509Certificate(cert)
    expect(read.verify(read.publicKey)).toBe(true)
    expect(read.subject).toBe('CN=IBKR Console simulator')
    expect(read.subjectAltName?.split(', ')).toEqual([
      ...['DNS:localhost', 'IP Address:127.0.0.1', 'IP Address:0:0:0:0:0:0:0:1', 'DNS:nas.local'],
      ...[
        'IP Address:10.0.0.7',
        'IP Address:FD00:0:0:0:0:0:7:1',
        'IP Address:FE80:0:0:0:0:0:0:1',
        'IP Address:0:0:0:0:0:FFFF:A01:203',
      ],
    ])
    expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(read.ca).toBe(false)
    const days = (Date.parse(read.validTo) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(29.9)
    expect(days).toBeLessThanOrEqual(30)
    expect(Date.parse(read.validFrom)).toBeLessThan(Date.now())
  })

  test('the certificate contains 60 extra host names', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `host-${index}.example.com`)
    const read = new X509Certificate((await issueCertificate(names)).cert)
    expect(read.subjectAltName?.split(', ')).toHaveLength(63)
  })

  test("imitates the gateway's certificate, which is expired and contains no host name", async () => {
    const { cert, maxVersion } = await issueOldCertificate()
    const read = new X509Certificate(cert)
    expect(read.subjectAltName).toBeUndefined()
    expect(read.validTo).toBe('Jan  1 00:00:00 2017 GMT')
    expect(maxVersion).toBe('TLSv1.2')
  })
})
