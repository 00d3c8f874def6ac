import { expect, test } from 'vitest'
import { createAddressFilter } from '../../../src/simulator/gateway/address-filter.ts'

test('accepts every address if there are no rules', () => {
  expect(createAddressFilter()('203.0.113.9')).toBe(true)
})

test.each([
  ['127.0.0.1', '127.0.0.1', true],
  ['127.0.0.1', '127.0.0.2', false],
  ['127.0.0.1', '::ffff:127.0.0.1', true],
  ['192.168.1.*', '192.168.1.77', true],
  ['192.168.1.*', '192.168.11.7', false],
  ['10.*', '10.1.2.3', true],
  ['10.*', '110.1.2.3', false],
  ['192.168.*.5', '192.168.200.5', true],
  ['10.0.0.0/8', '10.200.3.4', true],
  ['10.0.0.0/8', '11.0.0.1', false],
  ['2001:db8::/32', '2001:db8:1::9', true],
  ['2001:db8::/32', '10.0.0.1', false],
  ['::1', '::1', true],
])('with only %s allowed, reports whether %s may connect: %s', (pattern, address, passes) => {
  expect(createAddressFilter({ allow: [pattern] })(address)).toBe(passes)
})

test('rejects a denied address even if it is also allowed', () => {
  const passes = createAddressFilter({ allow: ['10.*'], deny: ['10.0.0.9'] })
  expect(passes('10.0.0.8')).toBe(true)
  expect(passes('10.0.0.9')).toBe(false)
})

test.each(['localhost', '10.0.0.0/64', '10.0.0/x', ''])(
  'rejects the invalid address pattern "%s" when the simulator starts',
  (pattern) => {
    expect(() => createAddressFilter({ deny: [pattern] })).toThrow(/is not an address/)
  },
)
