import { asSentence } from '../../shared/domain/as-sentence.ts'
import { parseJson, rowOf, textOf } from '../../shared/domain/read-value.ts'
import { type OrderResponse, readOrderResponse } from '../orders/order-response.ts'

const NOT_ATOMIC =
  'IBKR may have accepted some orders of the request and rejected others. Check the order list before you send again.'
const SCOPE = 'A preview covers only the first order of the list.'

/**
 * Describes the failed orders of a response with IBKR's rejection reasons; without reasons if `body` is truncated.
 * `read`: the response, if it was read before. Pure.
 */
export function describeFailedOrders(body: string, read?: OrderResponse): string {
  const response = read ?? readOrderResponse(parseJson(body))
  if (response?.kind === 'rejected') return `IBKR rejected this: ${onOneLine(response.message)}`
  if (response?.kind !== 'accepted') return `IBKR rejected at least one of these orders. ${NOT_ATOMIC}`
  const { rows } = response
  const failed = rows.filter(({ refused }) => refused)
  const reasons = [...new Set(failed.map(({ text, status }) => onOneLine(text ?? status)))].join(' ')
  return `IBKR rejected ${failed.length} of ${rows.length} orders: ${reasons} ${NOT_ATOMIC}`
}

/** Describes an error with status 200 by IBKR's reason. `read`: the response, if it was read before. Pure. */
export function describeRejection(body: string, read?: OrderResponse): string {
  const response = read ?? readOrderResponse(parseJson(body))
  const reason = response?.kind === 'rejected' ? `: ${onOneLine(response.message)}` : ''
  return asSentence(`IBKR rejected the request with status 200${reason}`)
}

/**
 * Describes the rejection in `error` and every warning of an order preview. `warns` contains more warnings than `warn`.
 * If `body` is truncated, describes the fields instead. Pure.
 */
export function describePreview(body: string): string {
  const preview = rowOf(parseJson(body))
  if (preview === undefined) return `The field error contains a rejection, the field warns all warnings. ${SCOPE}`
  const { error, warn, warns } = preview
  const warnings = [...new Set([warn, warns].flat().flatMap(lineOf))]
  const [rejection] = lineOf(error)
  return [
    rejection !== undefined && `IBKR would reject this order: ${rejection}`,
    warnings.length > 0 &&
      `${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings`}: ${warnings.join(' · ')}`,
    SCOPE,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ')
}

/** Returns one of IBKR's warnings without its leading number and slash. */
function lineOf(value: unknown): readonly string[] {
  const line = textOf(value)
    ?.replace(/^\d+\//, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line ? [asSentence(line)] : []
}

const onOneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map(asSentence)
    .join(' ')
