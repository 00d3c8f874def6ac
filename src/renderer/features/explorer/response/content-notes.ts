import type { BrokenJson, ResponseSummary } from './reader/messages.ts'

export interface ContentNote {
  readonly tone: 'warn' | 'idle'
  readonly text: string
}

/** Describes problems with a body, such as invalid JSON or invalid characters. */
export function contentNotes(summary: ResponseSummary, contentType: string | undefined): readonly ContentNote[] {
  const notes: ContentNote[] = []
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const json = /[/+]json$/.test(type)
  if (summary.kind === 'json') {
    if (summary.problem) {
      notes.push({ tone: 'warn', text: `${problemText(summary.problem)} Shown up to that position.` })
    }
    if (type !== '' && !json) notes.push({ tone: 'idle', text: `The content type is ${type}, but the body is JSON.` })
  } else if (summary.problem?.reason === 'too-many-values') {
    notes.push({ tone: 'warn', text: 'More than 8 million values: shown as text.' })
  } else if (summary.kind === 'html') {
    notes.push({
      tone: 'idle',
      text: `An HTML page${json ? ' with the content type JSON' : ''}, usually sent by a server in front of IBKR’s API. Shown as text.`,
    })
  } else if (json && summary.problem) {
    notes.push({
      tone: 'warn',
      text: `The content type is JSON, but the body is not JSON. ${problemText(summary.problem)}`,
    })
  }
  if (summary.invalidUtf8At !== undefined && summary.kind !== 'binary') {
    notes.push({
      tone: 'warn',
      text: `Invalid UTF-8 from byte ${summary.invalidUtf8At.toLocaleString('en-US')}: shown as �. A saved file contains the original bytes.`,
    })
  }
  return notes
}

function problemText({ reason, line, column, offset, found }: BrokenJson): string {
  const place = `line ${line.toLocaleString('en-US')}, column ${column.toLocaleString('en-US')} (byte ${offset.toLocaleString('en-US')})`
  switch (reason) {
    case 'ends-early':
      return `The JSON is truncated at ${place}.`
    case 'unexpected':
      return `Unexpected ${found === '' ? 'character' : `“${found}”`} at ${place}.`
    case 'text-after':
      return `There is text after the JSON at ${place}.`
    case 'too-many-values':
      return 'The JSON has more than 8 million values.'
  }
}
