import { readOrderAnswer } from '../../client/index.ts'
import { asSentence } from '../../shared/domain/as-sentence.ts'
import { parsedJson } from '../upstream/parsed-json.ts'

const NOT_ATOMIC = 'Orders that are sent together are not all or nothing. Look at the orders before you send again.'

/** IBKR's rejection reasons in a response with failed orders; empty where `body` is truncated. Pure. */
export function describeFailedOrders(body: string): string {
  const response = readOrderAnswer(parsedJson(body))
  if (response?.kind === 'rejected') return `IBKR rejected this: ${onOneLine(response.message)}`
  if (response?.kind !== 'accepted') return `IBKR rejected at least one of these orders. ${NOT_ATOMIC}`
  const { rows } = response
  const failed = rows.filter(({ refused }) => refused)
  const reasons = [...new Set(failed.map(({ text, status }) => onOneLine(text ?? status)))].join(' ')
  return `IBKR rejected ${failed.length} of ${rows.length} orders: ${reasons} ${NOT_ATOMIC}`
}

/** The reason of IBKR in an error with status 200. Pure. */
export function describeRejection(body: string): string {
  const response = readOrderAnswer(parsedJson(body))
  const reason = response?.kind === 'rejected' ? `: ${onOneLine(response.message)}` : ''
  return asSentence(`IBKR rejected it with status 200${reason}`)
}

const onOneLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .map(asSentence)
    .join(' ')
