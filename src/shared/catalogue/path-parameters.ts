import type { Operation, Parameter, ParameterKind } from './operation.ts'
import type { ValueLimits } from './shape.ts'

interface Known extends ValueLimits {
  readonly kind: ParameterKind
  readonly help: string
  readonly example?: string
}

const known: Readonly<Record<string, Known>> = {
  accountId: {
    kind: 'string',
    format: 'accountId',
    help: 'Account, from the accounts call.',
    example: '{{accountId}}',
  },
  conid: { kind: 'integer', format: 'conid', help: 'Contract id, from the contract search.', example: '265598' },
  orderId: {
    kind: 'integer',
    format: 'orderId',
    help: 'Order id assigned by IBKR, not your own reference.',
    example: '{{orderId}}',
  },
  replyId: { kind: 'string', help: 'Id of the order question.', example: '{{replyId}}' },
  pageId: { kind: 'integer', minimum: 0, help: 'Page, counted from 0, with up to 100 rows.', example: '0' },
  page: { kind: 'integer', minimum: 0, help: 'Page, counted from 0.', example: '0' },
  alertId: {
    kind: 'integer',
    format: 'alertId',
    help: 'Alert id, from the alerts call.',
    example: '{{alertId}}',
  },
  searchPattern: { kind: 'string', help: 'Prefix of an account id or alias.', example: 'U' },
  typecode: {
    kind: 'string',
    pattern: '[A-Z][A-Z0-9]',
    help: 'Two characters for a notification type.',
    example: 'PF',
  },
  notificationId: { kind: 'string', help: 'Notification id, from the notifications call.' },
  deviceId: { kind: 'string', help: 'Device id, from the delivery options.' },
  faGroup: { kind: 'string', help: 'Name of an allocation group.' },
  enumerationType: { kind: 'string', help: 'Name of the code list.', example: 'exchange-bundles' },
  requestId: { kind: 'integer', help: 'Request id, from the response to the request.' },
  instructionId: { kind: 'integer', help: 'Instruction id assigned by IBKR.' },
  instructionSetId: { kind: 'integer', help: 'Instruction set id assigned by IBKR.' },
  clientInstructionId: { kind: 'integer', help: 'Your own instruction id.' },
  username: { kind: 'string', help: 'Username to look up.' },
}

/**
 * Returns the path parameters of an operation in order. They are derived from the path template, so that a form always
 * agrees with the path that is sent. All are required.
 */
export function listPathParameters(operation: Pick<Operation, 'path'>): readonly Parameter[] {
  return Array.from(operation.path.matchAll(/\{([A-Za-z]+)\}/g), ([, name = '']) => ({
    name,
    required: true,
    ...(known[name] ?? { kind: 'string', help: 'Part of the path.' }),
  }))
}
