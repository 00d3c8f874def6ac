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
  [{ kind: 'json' }, 'text/html', 'Labelled text/html, but it is JSON.'],
  [
    { kind: 'json', problem: { ...BROKEN, reason: 'ends-early' } },
    'application/json',
    'The JSON is truncated at line 1,200, column 8 (byte 18,999). Shown up to there.',
  ],
  [
    { kind: 'text', problem: { ...BROKEN, reason: 'unexpected' } },
    'application/json',
    'Labelled JSON, but it is not JSON. “x” is not expected at line 1,200, column 8 (byte 18,999).',
  ],
  [{ kind: 'text', problem: { ...BROKEN, reason: 'unexpected' } }, 'text/plain', ''],
  [
    { kind: 'html' },
    'application/json',
    'A web page, though labelled JSON: mostly from the edge in front of IBKR, not from the API. It is shown as text.',
  ],
  [
    { kind: 'text', problem: { ...BROKEN, reason: 'too-many-values' } },
    'application/json',
    'More than 8 million values: shown as text.',
  ],
  [
    { kind: 'json', wrongUtf8At: 9 },
    'application/json',
    'Not valid UTF-8 from byte 9 on: shown with � there. A saved file has the bytes as they came.',
  ],
  [{ kind: 'binary', wrongUtf8At: 9 }, 'application/pdf', ''],
] as const)('describes %j with the content type %s: %s', (summary, type, text) => {
  expect(notes(summary, type)).toBe(text)
})
