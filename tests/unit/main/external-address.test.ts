import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { isOwnAddress } from '../../../src/main/app-page.ts'
import { checkExternalAddress } from '../../../src/main/page-security.ts'

vi.mock('electron', () => ({}))

const OWN = ['https://localhost:5000']

test.each([
  'https://www.interactivebrokers.com/campus/',
  'https://interactivebrokers.com/',
  'https://ndcdyn.interactivebrokers.com/sso/Login?action=OAUTH',
  'https://localhost:5000/sso/Login',
])('opens %s in the browser', (address) => {
  expect(checkExternalAddress(address, OWN)).toBe(address)
})

test.each([
  'http://www.interactivebrokers.com/',
  'https://interactivebrokers.com.evil.example/',
  'https://evilinteractivebrokers.com/',
  'https://user:password@www.interactivebrokers.com/',
  'https://www.interactivebrokers.com:8443/',
  'https://www.interactivebrokers.com@evil.example/',
  'http://localhost:5000/',
  'https://localhost:5001/',
  'https://evil.example/#https://www.interactivebrokers.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'smb://interactivebrokers.com/share',
  'ms-msdt:/id',
  'app://console/',
  'not an address',
  '',
])('does not open %j in the browser', (address) => {
  expect(checkExternalAddress(address, OWN)).toBeUndefined()
})

test('never opens an address with a scheme other than http or https, even if a profile contains it', () => {
  const scheme = fc.stringMatching(/^[a-z][a-z0-9+.-]{0,10}$/).filter((each) => !/^https?$/.test(each))
  fc.assert(
    fc.property(scheme, fc.constantFrom('/', '/sso/Login', '/?a=b#c', '//x'), (each, path) => {
      const address = `${each}://localhost:5000${path}`
      expect(checkExternalAddress(address, [address, `${each}://localhost:5000`, 'null'])).toBeUndefined()
    }),
  )
})

test.each([
  ['app://console/', true],
  ['app://console/assets/a.js', true],
  ['app://console/#/orders', true],
  ['app://console.evil/', false],
  ['app://evil/', false],
  ['app://user@console/', false],
  ['app:console', false],
  ['https://console/', false],
  ['file:///console/', false],
  ['data:text/html,x', false],
  ['about:blank', false],
])('reports whether %s is the console’s page: %j', (address, own) => {
  expect(isOwnAddress(address)).toBe(own)
})
