import type { OperationDetails } from '../../../../shared/catalogue/operation-details.ts'
import { checkBody } from './body/check-body.ts'
import { checkValue } from './body/check-value.ts'
import { EMPTY_OBJECT } from './body/json-node.ts'
import { readableBody } from './body/readable-body.ts'
import { specOfParameter } from './body/value-spec.ts'
import type { Draft, DraftRow } from './draft.ts'
import type { Problem } from './resolve-draft.ts'

/**
 * What the catalogue says that IBKR will not take. It may be wrong or out of date, so each can be sent all the same.
 */
export function checkDraft(draft: Draft, details: OperationDetails | undefined): readonly Problem[] {
  const rows = draft.rows.flatMap((row): Problem[] => {
    const message =
      row.parameter &&
      (row.enabled || row.place === 'path') &&
      checkValue(specOfParameter(row.parameter), row.value.trim())
    return message ? [{ field: row.id, message, doubtful: true }] : []
  })
  return [...rows, ...checkAlternatives(draft.rows), ...(details ? checkDraftBody(draft, details) : [])]
}

/** Of two parameters that exclude each other, exactly one is sent. The problem stands at the second one. */
function checkAlternatives(rows: readonly DraftRow[]): readonly Problem[] {
  const isSent = (name: string): boolean =>
    rows.some((row) => row.name === name && row.enabled && row.value.trim() !== '')
  return rows.flatMap(({ id, name, parameter }): readonly Problem[] => {
    const other = parameter?.alternative
    if (other === undefined || parameter?.required || isSent(name) !== isSent(other)) return []
    const message = isSent(name) ? `Send ${other} or ${name}, not both.` : `Fill in ${other} or ${name}.`
    return [{ field: id, message, doubtful: true }]
  })
}

function checkDraftBody(draft: Draft, details: OperationDetails): readonly Problem[] {
  if (draft.method === 'GET') return []
  const body = readableBody(details, draft.body)
  if (body.kind !== 'form') return []
  // A body that is not wanted at all is none; where one is, what is missing in it is said at its fields.
  if (!body.node && details.body?.kind === 'json' && !details.body.required) return []
  return checkBody(body.shape, body.node ?? EMPTY_OBJECT).map(({ pointer, message }) => ({
    field: { pointer },
    message,
    doubtful: true,
  }))
}
