import { isRecord } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse } from '../http/response.ts'
import { rejectInvalidParameter, rejectMissingParameter } from '../rest/request-parameters.ts'
import type { AlertCondition, AlertDraft } from './alerts.ts'

/** A parsed alert, or the response that rejects the request. */
export type AlertInput =
  | { readonly kind: 'alert'; readonly draft: AlertDraft }
  | { readonly kind: 'refused'; readonly response: HttpResponse }

const required = ['alertName', 'alertMessage', 'alertRepeatable', 'outsideRth', 'tif', 'conditions'] as const
const conditionTypes = [1, 3, 4, 5, 6, 7, 8, 9]

/** Parses the body of a request that creates or changes an alert. */
export function readAlert(body: Readonly<Record<string, unknown>>): AlertInput {
  const missing = required.find((name) => body[name] === undefined || body[name] === null)
  if (missing !== undefined) return refused(rejectMissingParameter(missing))
  const { tif, conditions } = body
  if (tif !== 'GTC' && tif !== 'GTD') return refused(rejectInvalidParameter('tif', tif))
  const expireTime = optionalText(body['expireTime'])
  if (tif === 'GTD' && expireTime === undefined) return refused(rejectMissingParameter('expireTime'))
  if (!Array.isArray(conditions) || conditions.length === 0) return refused(rejectMissingParameter('conditions'))
  const read: AlertCondition[] = []
  for (const [at, value] of (conditions as readonly unknown[]).entries()) {
    const condition = readCondition(value, at + 1)
    if ('status' in condition) return refused(condition)
    read.push(condition)
  }
  return {
    kind: 'alert',
    draft: {
      name: String(body['alertName']),
      message: String(body['alertMessage']),
      repeatable: flag(body['alertRepeatable']),
      email: optionalText(body['email']),
      expireTime,
      iTwsOrdersOnly: flag(body['iTWSOrdersOnly']),
      outsideRth: flag(body['outsideRth']),
      sendMessage: flag(body['sendMessage']),
      showPopup: flag(body['showPopup']),
      tif,
      conditions: read,
    },
  }
}

function readCondition(value: unknown, number: number): AlertCondition | HttpResponse {
  if (!isRecord(value)) return rejectInvalidParameter('conditions', JSON.stringify(value))
  const type = Number(value['type'])
  if (!conditionTypes.includes(type)) return rejectInvalidParameter('type', value['type'])
  const operator = optionalText(value['operator'])
  if (operator !== undefined && operator !== '>=' && operator !== '<=') {
    return createErrorWithoutStatus(500, `Condition #${number}:can't recognize fix [${operator}]`)
  }
  return {
    type,
    conidex: String(value['conidex'] ?? '*@*'),
    operator,
    triggerMethod: optionalText(value['triggerMethod']),
    value: String(value['value'] ?? '*'),
    logicBind: String(value['logicBind'] ?? 'n'),
    timeZone: optionalText(value['timeZone']),
  }
}

function refused(response: HttpResponse): AlertInput {
  return { kind: 'refused', response }
}

function flag(value: unknown): 0 | 1 {
  return Number(value) === 1 ? 1 : 0
}

function optionalText(value: unknown): string | undefined {
  return value === undefined || value === null ? undefined : String(value)
}
