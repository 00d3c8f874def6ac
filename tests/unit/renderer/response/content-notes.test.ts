import { expect, test } from 'vitest'
import { contentNotes } from '../../../../src/renderer/features/explorer/response/content-notes.ts'
import type { ResponseSummary } from '../../../../src/renderer/features/explorer/response/reader/messages.ts'

const BROKEN = { offset: 18_999, line: 1_200, column: 8, found: 'x' } as const

const notes = (summary: Partial<ResponseSummary>, type?: string): string =>
  contentNotes(summary as ResponseSummary, type)
    .map(({ text }) => text)
    .join('|')

test.each([
  [{ kind: 'json' }, 'application/json; charset=utf-8', ''],
  [{ kind: 'json' }, undefined, ''],
  [{ kind: 'json' }, 'application/problem+json', ''],
  [{ kind: 'json' }, 'text/html', 'The content type is text/html, but the body is JSON.'],
  [
    { kind: 'json', problem: { ...BROKEN, reason: 'ends-early' } },
    'application/json',
    'The JSON is truncated at line 1,200, column 8 (byte 18,999). Shown up to that position.',
  ],
  [
    { kind: 'text', problem: { ...BROKEN, reason: 'unexpected' } },
    'application/json',
    'The content type is JSON, but the body is not JSON. Unexpected “x” at line 1,200, column 8 (byte 18,999).',
  ],
  [{ kind: 'text', problem: { ...BROKEN, reason: 'unexpected' } }, 'text/plain', ''],
  [
    { kind: 'html' },
    'application/json',
    'An HTML page with the content type JSON, usually sent by a server in front of IBKR’s API. Shown as text.',
  ],
  [
    { kind: 'text', problem: { ...BROKEN, reason: 'too-many-values' } },
    'application/json',
    'More than 8 million values: shown as text.',
  ],
  [
    { kind: 'json', invalidUtf8At: 9 },
    'application/json',
    'Invalid UTF-8 from byte 9: shown as �. A saved file contains the original bytes.',
  ],
  [{ kind: 'binary', invalidUtf8At: 9 }, 'application/pdf', ''],
] as const)('describes %j with the content type %s: %s', (summary, type, text) => {
  expect(notes(summary, type)).toBe(text)
})
