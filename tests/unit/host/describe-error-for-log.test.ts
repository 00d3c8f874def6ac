import { expect, test } from 'vitest'
import { describeErrorForLog } from '../../../src/host/log/log.ts'

test.each(['planted', 'planted\nplanted at the second line', 'first\n    at planted (file.ts:1:1)'])(
  'logs an error with its name and stack, but without its message %j',
  (message) => {
    const text = describeErrorForLog(new TypeError(message))
    expect(text).toMatch(/^TypeError at /)
    expect(text).toContain('describe-error-for-log.test.ts')
    expect(text).not.toContain('planted at the second line')
    if (!message.includes('    at ')) expect(text).not.toContain('planted')
  },
)

test('logs at most six stack frames', () => {
  const deep = (depth: number): Error => (depth === 0 ? new Error('planted') : deep(depth - 1))
  expect(describeErrorForLog(deep(20)).match(/\bat /g)).toHaveLength(6)
})

test('describes only Error objects', () => {
  expect(describeErrorForLog('planted')).toBe('not an error object')
  expect(describeErrorForLog({ message: 'planted' })).toBe('not an error object')
})
