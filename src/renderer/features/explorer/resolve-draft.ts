import type { RequestDraft } from '../../../shared/contract/contract.ts'
import type { Draft, DraftRow } from './draft.ts'
import { locateJsonError } from './json-error.ts'

/** What is wrong, and where: a row of the form, the path, or the body. */
export interface Problem {
  readonly field: 'path' | 'body' | number
  readonly message: string
}

export type Resolved =
  | { readonly kind: 'ready'; readonly request: RequestDraft }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }

export type Variables = Readonly<Record<string, string | undefined>>

/** Fills in parameters and variables and checks what can be checked before anything is sent. */
export function resolveDraft(draft: Draft, variables: Variables): Resolved {
  const problems: Problem[] = []
  const path = resolvePath(draft, variables, problems)
  const query = resolveQuery(draft, variables, problems)
  const body = resolveBody(draft, variables, problems)
  if (problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'ready', request: { method: draft.method, path, query, ...(body === undefined ? {} : { body }) } }
}

/** The path with what is known filled in and the rest left as it is: for showing, never for sending. */
export function previewPath(draft: Draft, variables: Variables): string {
  return fillPath(draft, variables, (row) => `{${row.name}}`)
}

function fillPath(draft: Draft, variables: Variables, missing: (row: DraftRow) => string): string {
  let path = draft.path
  for (const row of draft.rows) {
    if (row.place !== 'path') continue
    const value = substitute(row.value.trim(), variables)
    const text = value.unknown.length > 0 || value.text === '' ? missing(row) : encodeURIComponent(value.text)
    path = path.replaceAll(`{${row.name}}`, text)
  }
  return substitute(path, variables).text
}

function resolvePath(draft: Draft, variables: Variables, problems: Problem[]): string {
  if (draft.path.trim() === '') {
    problems.push({
      field: 'path',
      message: 'Type a path such as /iserver/accounts, or choose an operation on the left.',
    })
    return ''
  }
  for (const row of draft.rows) {
    if (row.place !== 'path') continue
    const { text, unknown } = substitute(row.value.trim(), variables)
    if (unknown[0] !== undefined) problems.push({ field: row.id, message: unknownWords(unknown[0]) })
    else if (text === '') problems.push({ field: row.id, message: `Part of the path: fill in ${row.name}.` })
  }
  const { unknown } = substitute(draft.path, variables)
  if (unknown[0] !== undefined) problems.push({ field: 'path', message: unknownWords(unknown[0]) })
  const path = fillPath(draft, variables, () => '').trim()
  return path.startsWith('/') ? path : `/${path}`
}

function resolveQuery(draft: Draft, variables: Variables, problems: Problem[]): [string, string][] {
  const query: [string, string][] = []
  for (const row of draft.rows) {
    if (row.place !== 'query' || !row.enabled) continue
    const { text, unknown } = substitute(row.value, variables)
    const name = row.name.trim()
    if (unknown[0] !== undefined) problems.push({ field: row.id, message: unknownWords(unknown[0]) })
    else if (row.parameter?.required && text === '') problems.push({ field: row.id, message: `${name} is required.` })
    else if (name === '' && text !== '') problems.push({ field: row.id, message: 'This parameter needs a name.' })
    else if (name !== '') query.push([name, text])
  }
  return query
}

function resolveBody(draft: Draft, variables: Variables, problems: Problem[]): string | undefined {
  if (draft.method === 'GET' || draft.body.trim() === '') return undefined
  const { text, unknown } = substitute(draft.body, variables)
  if (unknown[0] !== undefined) problems.push({ field: 'body', message: unknownWords(unknown[0]) })
  const flaw = locateJsonError(text)
  if (flaw !== undefined) problems.push({ field: 'body', message: flaw })
  return text
}

function substitute(
  text: string,
  variables: Variables,
): { readonly text: string; readonly unknown: readonly string[] } {
  const unknown: string[] = []
  const filled = text.replace(/\{\{\s*([A-Za-z]+)\s*\}\}/g, (whole, name: string) => {
    const value = variables[name]
    if (value === undefined) unknown.push(name)
    return value ?? whole
  })
  return { text: filled, unknown }
}

function unknownWords(name: string): string {
  return name === 'accountId'
    ? 'The account is known once the session is authenticated. Connect, or type an account id.'
    : `Nothing is known for {{${name}}} yet: type a value in its place.`
}
