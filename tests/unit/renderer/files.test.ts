import { describe, expect, test } from 'vitest'
import { responseFileName } from '../../../src/renderer/features/explorer/response/response-file.ts'
import { readText } from '../../../src/renderer/features/files/open-file.ts'

describe('response file name', () => {
  test.each([
    ['https://localhost:5000/v1/api/iserver/accounts', 'application/json', 'json', 'iserver-accounts.json'],
    ['https://localhost:5000/v1/api/portfolio/DU1/summary?x=1', 'text/plain', 'json', 'portfolio-DU1-summary.json'],
    ['https://localhost:5000/v1/api/tax', 'application/pdf; charset=x', 'text', 'tax.pdf'],
    ['https://localhost:5000/v1/api/x', 'TEXT/HTML', 'text', 'x.html'],
    ['https://localhost:5000/v1/api/x', 'image/png', 'text', 'x.bin'],
    ['https://localhost:5000/', undefined, 'text', 'response.bin'],
  ] as const)('names the file of a response from %s with the type %s (%s): %4$s', (url, type, kind, name) => {
    expect(
      responseFileName({ url, headers: type === undefined ? {} : { 'content-type': type } }, kind === 'json'),
    ).toBe(name)
  })
})

describe('text file input', () => {
  test('reads a file as UTF-8, with or without a byte order mark', () => {
    expect(readText(Buffer.from('{"a":"ü"}'), 9)).toBe('{"a":"ü"}')
    expect(readText(Buffer.from([0xef, 0xbb, 0xbf, 0x31]), 1)).toBe('1')
    expect(readText(new Uint8Array(), 0)).toBe('')
  })

  test.each([
    ['text with two bytes per character', Buffer.from('{"a":1}', 'utf16le'), 'not-text'],
    ['text in the Latin-1 encoding', Buffer.from('ü', 'latin1'), 'not-text'],
    ['text with a NUL character', Buffer.from('a\0b'), 'not-text'],
    ['text over the size limit', Buffer.from('12345'), 'limit'],
  ])('rejects %s', (_what, bytes, code) => {
    expect(() => readText(bytes, 4)).toThrow(expect.objectContaining({ code }))
  })
})
