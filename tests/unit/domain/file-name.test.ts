import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanFileName } from '../../../src/shared/domain/file-name.ts'

describe('cleaning the proposed name of a file', () => {
  test.each([
    ['portfolio-accounts.json', 'portfolio-accounts.json'],
    ['../../.ssh/authorized_keys', 'ssh-authorized_keys'],
    ['C:\\Windows\\system.ini', 'C-Windows-system.ini'],
    ['.bashrc', 'bashrc'],
    ['CON.json', '_CON.json'],
    ['lpt1', '_lpt1'],
    // The bidirectional mark would make the name appear to end in "exe.txt".
    ['answer\u202etxt.exe', 'answer-txt.exe'],
    ['a\nb\0c.txt', 'a-b-c.txt'],
    ['name. . ', 'name'],
    ['…', '…'],
    ['', 'untitled'],
    ['../..', 'untitled'],
    [`${'x'.repeat(300)}.json`, `${'x'.repeat(75)}.json`],
    [`${'😀'.repeat(100)}.json`, `${'😀'.repeat(75)}.json`],
  ])('turns the file name %j into %j', (proposed, name) => {
    expect(cleanFileName(proposed)).toBe(name)
  })

  test('returns a name that is one visible path segment and does not change when cleaned again', () => {
    const parts = ['.', ' ', '-', '/', '\\', ':', '\0', '\u202e', '\u2028', '\ud800', 'CON', 'a', 'txt', 'é', '😀']
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...parts), maxLength: 120 }), (proposed) => {
        const name = cleanFileName(proposed)
        expect(name).toMatch(/^[^\\/<>:"|?*\p{Cc}\p{Cf}.\s][^\\/<>:"|?*\p{Cc}\p{Cf}]*$/u)
        expect(name).not.toMatch(/[.\s]$/)
        expect([...name].length).toBeLessThanOrEqual(81)
        expect(cleanFileName(name)).toBe(name)
      }),
    )
  })
})
