import type { BrokenJson, ResponseSummary } from './reader/messages.ts'

export interface ContentNote {
  readonly tone: 'warn' | 'idle'
  readonly text: string
}

/** Describes what is wrong with a body: broken JSON, a wrong content type, invalid characters. */
export function contentNotes(summary: ResponseSummary, contentType: string | undefined): readonly ContentNote[] {
  const notes: ContentNote[] = []
  const labelled = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  const json = /[/+]json$/.test(labelled)
  if (summary.kind === 'json') {
    if (summary.problem) {
      notes.push({ tone: 'warn', text: `${problemText(summary.problem)} Shown up to there.` })
    }
    if (labelled !== '' && !json) notes.push({ tone: 'idle', text: `Labelled ${labelled}, but it is JSON.` })
  } else if (summary.problem?.reason === 'too-many-values') {
    notes.push({ tone: 'warn', text: 'More than 8 million values: shown as text.' })
  } else if (summary.kind === 'html') {
    notes.push({
      tone: 'idle',
      text: `A web page${json ? ', though labelled JSON' : ''}: mostly from the edge in front of IBKR, not from the API. It is shown as text.`,
    })
  } else if (json && summary.problem) {
    notes.push({ tone: 'warn', text: `Labelled JSON, but it is not JSON. ${problemText(summary.problem)}` })
  }
  if (summary.wrongUtf8At !== undefined && summary.kind !== 'binary') {
    notes.push({
      tone: 'warn',
      text: `Not valid UTF-8 from byte ${summary.wrongUtf8At.toLocaleString('en-US')} on: shown with � there. A saved file has the bytes as they came.`,
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
      return `${found === '' ? 'Something' : `“${found}”`} is not expected at ${place}.`
    case 'text-after':
      return `There is text after the JSON at ${place}.`
    case 'too-many-values':
      return 'It has more than 8 million values.'
  }
}
