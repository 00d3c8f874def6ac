import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import type { WarmUp, WarmUpCall } from '../../../../shared/domain/next-step.ts'
import { memberValue } from '../body/edit-json.ts'
import type { JsonNode } from '../body/json-node.ts'
import { readJson } from '../body/read-json.ts'
import { textOf } from '../body/value-text.ts'

/** What has to come before a read that is to be repeated; where it is about contracts of which the body names none, it is left out. */
export function callsBefore({ before }: Pick<WarmUp, 'before'>, { body }: RequestDraft): readonly WarmUpCall[] {
  return before.flatMap((call): readonly WarmUpCall[] => {
    if (!call.ofOrders) return [call]
    const conids = conidsOfOrders(body)
    return conids.length === 0 ? [] : [{ ...call, query: [['conids', conids.join(',')], ...call.query] }]
  })
}

/** Of a body with a list of orders, or of one order; each contract once. */
function conidsOfOrders(body: string | undefined): readonly string[] {
  const read = readJson(body ?? '')
  if (read.kind !== 'read') return []
  const list = memberValue(read.node, 'orders')
  const orders = list?.kind === 'array' ? list.items : [read.node]
  return [...new Set(orders.flatMap(conidOf))]
}

/** `conidex` is a conid with an exchange: 265598@SMART. */
function conidOf(order: JsonNode): readonly string[] {
  const text = textOf(memberValue(order, 'conid')) || textOf(memberValue(order, 'conidex'))
  const [conid] = /^[1-9]\d*(?=@|$)/.exec(text ?? '') ?? []
  return conid === undefined ? [] : [conid]
}
