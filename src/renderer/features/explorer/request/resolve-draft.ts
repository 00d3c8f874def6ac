import { canonicalisePath } from '../../../../shared/catalogue/canonical-path.ts'
import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import { HTTP_METHODS } from '../../../../shared/domain/requests.ts'
import { knownOperation } from '../../catalogue/index.ts'
import { substitute, substituteInJson, type Variables, variablesIn } from '../variables/variable-text.ts'
import { childOf, type JsonNode, type Pointer } from './body/json-node.ts'
import { findJsonError, readJson } from './body/read-json.ts'
import type { Draft, DraftRow } from './draft.ts'

/** Error message with its location in the form. */
export interface Problem {
  readonly field: 'path' | 'body' | number | { readonly pointer: Pointer }
  readonly message: string
  /** Name of a variable without a value. */
  readonly variable?: string
  /** True if only the catalogue rejects the request; the user can then send it anyway. */
  readonly overridable?: true
}

/** Returns why a text in the field of the path cannot be a path: words, or one word that is no known path. */
export function whyNoPath({ path }: Draft): string | undefined {
  const text = path.trim().split('?')[0] ?? ''
  if (text === '' || text.includes('{{') || /^https?:/i.test(text)) return undefined
  const hasSpace = /\s/.test(text)
  if (text.startsWith('/')) return hasSpace ? 'The path contains a space.' : undefined
  if (!hasSpace && (text.includes('/') || HTTP_METHODS.some((method) => knownOperation(method, `/${text}`))))
    return undefined
  return 'This is not a path. Enter one such as /iserver/accounts, or search the operations on the left.'
}

export const isInBody = ({ field }: Problem): boolean => field === 'body' || typeof field === 'object'

export type Resolved =
  | { readonly kind: 'ready'; readonly request: RequestDraft }
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }

/** Replaces parameters and variables. Reports missing and invalid values. */
export function resolveDraft(draft: Draft, variables: Variables): Resolved {
  const problems: Problem[] = []
  const path = resolvePath(draft, variables, problems)
  const query = resolveQuery(draft, variables, problems)
  const body = resolveBody(draft, variables, problems)
  if (problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'ready', request: { method: draft.method, path, query, ...(body === undefined ? {} : { body }) } }
}

/** Returns the path for display. Missing values remain as placeholders. */
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
      message: 'Enter a path such as /iserver/accounts, or choose an operation on the left.',
    })
    return ''
  }
  const noPath = whyNoPath(draft)
  if (noPath !== undefined) {
    problems.push({ field: 'path', message: noPath })
    return ''
  }
  for (const row of draft.rows) {
    if (row.place !== 'path') continue
    const { text, unknown } = substitute(row.value.trim(), variables)
    if (unknown[0] !== undefined) problems.push(unknownProblem(row.id, unknown[0], variables))
    else if (text === '') problems.push({ field: row.id, message: `Part of the path: fill in ${row.name}.` })
  }
  const { unknown } = substitute(draft.path, variables)
  if (unknown[0] !== undefined) problems.push(unknownProblem('path', unknown[0], variables))
  const filled = fillPath(draft, variables, () => '').trim()
  const path = filled.startsWith('/') ? filled : `/${filled}`
  const canonical = canonicalisePath(path)
  if (problems.length === 0 && !canonical.ok) problems.push({ field: 'path', message: canonical.reason })
  return path
}

function resolveQuery(draft: Draft, variables: Variables, problems: Problem[]): [string, string][] {
  const query: [string, string][] = []
  for (const row of draft.rows) {
    if (row.place !== 'query' || !row.enabled) continue
    const { text, unknown } = substitute(row.value, variables)
    const name = row.name.trim()
    if (unknown[0] !== undefined) problems.push(unknownProblem(row.id, unknown[0], variables))
    else if (row.parameter?.required && text === '') problems.push({ field: row.id, message: `${name} is required.` })
    else if (name === '' && text !== '') problems.push({ field: row.id, message: 'Enter a name for this parameter.' })
    else if (name !== '') query.push([name, text])
  }
  return query
}

function resolveBody(draft: Draft, variables: Variables, problems: Problem[]): string | undefined {
  if (draft.method === 'GET' || draft.body.trim() === '') return undefined
  const { text, unknown } = substituteInJson(draft.body, variables)
  if (unknown.length > 0) {
    problems.push(...unknownInBody(draft.body, new Set(unknown), variables))
    return text
  }
  const error = findJsonError(text)
  if (error) problems.push({ field: 'body', message: error.reason })
  return text
}

/** Returns the values with unknown variables, or the whole body if it cannot be parsed. */
function unknownInBody(body: string, unknown: ReadonlySet<string>, variables: Variables): readonly Problem[] {
  const read = readJson(body)
  const found: Problem[] = []
  const visit = (node: JsonNode, pointer: Pointer): void => {
    switch (node.kind) {
      case 'object':
        for (const { name, value } of node.members) visit(value, childOf(pointer, name))
        return
      case 'array':
        for (const [at, item] of node.items.entries()) visit(item, childOf(pointer, at))
        return
      case 'string':
      case 'variable': {
        const name = variablesIn(node.source).find((each) => unknown.has(each))
        if (name !== undefined) found.push(unknownProblem({ pointer }, name, variables))
      }
    }
  }
  if (read.kind === 'read') visit(read.node, '')
  return found.length > 0 ? found : [...unknown].map((name) => unknownProblem('body', name, variables))
}

const unknownProblem = (field: Problem['field'], variable: string, variables: Variables): Problem => ({
  field,
  variable,
  // A known account id means that the session is ready.
  message: unknownMessage(variable, variables['accountId'] !== undefined),
})

function unknownMessage(name: string, isConnected: boolean): string {
  if (name === 'accountId') return 'The account is available after login. Connect, or enter an account ID.'
  const symbol = /^conid:(.+)$/.exec(name)?.[1]
  if (symbol === undefined) return `{{${name}}} has no value yet: define it, or enter a value instead.`
  return isConnected
    ? `No contract was found for ${symbol}. Enter its contract ID instead.`
    : `${symbol} is looked up after login. Connect, or enter its contract ID.`
}
