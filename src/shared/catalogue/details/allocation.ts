import { choice, decimal, flag, jsonBody, list, objectOf, text } from '../fields.ts'
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
    decimal('amount', 'Its part, where the method is percent, ratios or shares.'),
  ),
)

const method = choice(
  'default_method!',
  'How an order for the group is divided.',
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
        name('Name of the group from now on.'),
        text('prev_name', 'Its name so far, where the name changes.'),
        members,
        method,
      ),
    ),
    response: { kind: 'object' },
  },
  'allocation.delete-group': {
    body: jsonBody(objectOf(name('Name of the group that goes.'))),
    response: { kind: 'object' },
  },
  'allocation.presets': { response: { kind: 'object' } },
  'allocation.save-presets': {
    body: jsonBody(
      objectOf(
        flag('group_auto_close_positions', 'Close the positions of a group by itself.'),
        choice(
          'default_method_for_all',
          'Default allocation method of orders.',
          ['AvailableEquity', 'E', 'N', 'C', 'P', 'R', 'S'],
          { meanings: { AvailableEquity: 'available equity', ...shared } },
        ),
        flag('profiles_auto_close_positions', 'Close the positions of a profile by itself.'),
        flag('strict_credit_check', 'Check the credit of every account before an order goes out.'),
        flag('group_proportional_allocation', 'Divide partial fills in proportion.'),
      ),
    ),
    response: { kind: 'object' },
  },
}
