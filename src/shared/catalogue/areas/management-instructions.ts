import { defineOperations } from '../define-operations.ts'

/**
 * Operations for status and cancellation of banking instructions. The query calls also count as trading, because the
 * classification does not read bodies.
 */
export const managementInstructionOperations = defineOperations('management-banking', [
  {
    id: 'banking.client-instruction',
    call: 'GET /gw/api/v1/client-instructions/{clientInstructionId}',
    effect: 'read',
    scopes: ['instructions.read'],
    title: 'Status of an instruction by your own id',
    help: 'By the id that you chose.',
  },
  {
    id: 'banking.instruction-set',
    call: 'GET /gw/api/v1/instruction-sets/{instructionSetId}',
    effect: 'read',
    scopes: ['instructions.read'],
    title: 'Status of an instruction set',
    help: 'All instructions of one call.',
  },
  {
    id: 'banking.instruction',
    call: 'GET /gw/api/v1/instructions/{instructionId}',
    effect: 'read',
    scopes: ['instructions.read'],
    title: 'Status of an instruction',
    help: 'By the id that IBKR assigned.',
  },
  {
    id: 'banking.instructions-query',
    call: 'POST /gw/api/v1/instructions/query',
    effect: 'trading',
    scopes: ['instructions.read'],
    signedJwt: true,
    title: 'Recent instructions of an account',
    help: 'The history of deposits, withdrawals and transfers.',
  },
  {
    id: 'banking.cancel',
    call: 'POST /gw/api/v1/instructions/cancel',
    effect: 'trading',
    scopes: ['instructions.write'],
    signedJwt: true,
    title: 'Cancel an instruction',
    help: 'Only before it is processed.',
  },
  {
    id: 'banking.cancel-bulk',
    call: 'POST /gw/api/v1/instructions/cancel:bulk',
    effect: 'trading',
    scopes: ['instructions.write'],
    signedJwt: true,
    title: 'Cancel instructions in bulk',
    help: 'Several cancellations in one call.',
  },
  {
    id: 'banking.balances-query',
    call: 'POST /gw/api/v1/balances/query',
    effect: 'trading',
    scopes: ['balances.read'],
    signedJwt: true,
    title: 'Cash visible to a third party',
    help: 'Withdrawable cash with and without margin.',
  },
])
