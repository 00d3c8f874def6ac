import { choice, decimal, flag, jsonBody, list, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import type { Field } from '../shape.ts'

const shared = {
  E: 'equal parts',
  N: 'net liquidation value',
  C: 'available cash',
  P: 'percent',
  R: 'ratios',
  S: 'shares',
}
const meanings = { A: 'available equity', ...shared }

const members = list(
  'accounts!',
  'The accounts of the group.',
  objectOf(
    text('name!', 'Account id.', { format: 'accountId', example: '{{accountId}}' }),
    decimal('amount', 'Share of the account, if the method is percent, ratios or shares.'),
  ),
)

const method = choice(
  'default_method!',
  'Method that divides an order for the group.',
  ['A', 'E', 'N', 'C', 'P', 'R', 'S'],
  {
    default: 'N',
    meanings,
  },
)

const name = (help: string): Field => text('name!', help, { example: 'My group' })

/** Bodies and responses of the allocation group operations. */
export const allocationDetails: DetailsById = {
  'allocation.accounts': { response: { kind: 'object', rows: 'accounts' } },
  'allocation.groups': { response: { kind: 'object', rows: 'data' } },
  'allocation.group': {
    body: jsonBody(objectOf(name('Name of the group.'))),
    response: { kind: 'object', rows: 'accounts' },
  },
  'allocation.add-group': {
    body: jsonBody(objectOf(name('Name of the new group.'), members, method)),
    response: { kind: 'object' },
  },
  'allocation.change-group': {
    body: jsonBody(
      objectOf(
        name('New name of the group.'),
        text('prev_name', 'Current name of the group, if the name changes.'),
        members,
        method,
      ),
    ),
    response: { kind: 'object' },
  },
  'allocation.delete-group': {
    body: jsonBody(objectOf(name('Name of the group to delete.'))),
    response: { kind: 'object' },
  },
  'allocation.presets': { response: { kind: 'object' } },
  'allocation.save-presets': {
    body: jsonBody(
      objectOf(
        flag('group_auto_close_positions', 'Close the positions of a group automatically.'),
        choice(
          'default_method_for_all',
          'Default allocation method of orders.',
          ['AvailableEquity', 'E', 'N', 'C', 'P', 'R', 'S'],
          { meanings: { AvailableEquity: 'available equity', ...shared } },
        ),
        flag('profiles_auto_close_positions', 'Close the positions of a profile automatically.'),
        flag('strict_credit_check', 'Check the credit of every account before an order is sent.'),
        flag('group_proportional_allocation', 'Divide partial fills in proportion.'),
      ),
    ),
    response: { kind: 'object' },
  },
}
