import type { OperationDetails } from '../../../../shared/catalogue/operation-details.ts'
import { checkBody } from './body/check-body.ts'
import { checkValue } from './body/check-value.ts'
import { EMPTY_OBJECT } from './body/json-node.ts'
import { readableBody } from './body/readable-body.ts'
import type { Draft, DraftRow } from './draft.ts'
import type { Problem } from './resolve-draft.ts'

/** Returns why IBKR would reject the input, according to the catalogue. The user can send the request anyway. */
export function checkDraft(draft: Draft, details: OperationDetails | undefined): readonly Problem[] {
  const problems: readonly Omit<Problem, 'overridable'>[] = [
    ...draft.rows.flatMap((row) => {
      const isSent = row.enabled || row.place === 'path'
      const message = row.parameter && isSent && checkValue(row.parameter, row.value.trim())
      return message ? [{ field: row.id, message }] : []
    }),
    ...checkAlternatives(draft.rows),
    ...(details ? checkDraftBody(draft, details) : []),
  ]
  return problems.map((problem) => ({ ...problem, overridable: true }))
}

/** Checks that exactly one of two alternative parameters is sent. */
function checkAlternatives(rows: readonly DraftRow[]): readonly Problem[] {
  const isSent = (name: string): boolean =>
    rows.some((row) => row.name === name && row.enabled && row.value.trim() !== '')
  return rows.flatMap(({ id, name, parameter }): readonly Problem[] => {
    const other = parameter?.alternative
    if (other === undefined || parameter?.required || isSent(name) !== isSent(other)) return []
    return [
      { field: id, message: isSent(name) ? `Send ${other} or ${name}, not both.` : `Fill in ${other} or ${name}.` },
    ]
  })
}

function checkDraftBody({ method, body: text }: Draft, details: OperationDetails): readonly Problem[] {
  if (method === 'GET') return []
  const body = readableBody(details, text)
  if (body.kind !== 'form') return []
  const isOptional = details.body?.kind === 'json' && !details.body.required
  if (!body.node && isOptional) return []
  return checkBody(body.shape, body.node ?? EMPTY_OBJECT).map(({ pointer, message }) => ({
    field: { pointer },
    message,
  }))
}
