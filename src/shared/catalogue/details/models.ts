import { choice, decimal, flag, integer, jsonBody, list, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

const request = integer('reqID', 'Your own number; the response repeats it.', { example: 1 })
const key = text('subscriptionKey', 'Empty text to poll for changes; otherwise omit it.')
const model = text('model', 'Name of the model portfolio.', { example: 'My model' })

/** Bodies and responses of the model portfolio operations. */
export const modelDetails: DetailsById = {
  'models.list': { body: jsonBody(objectOf(request, key)), response: { kind: 'object', rows: 'models' } },
  'models.summary': { body: jsonBody(objectOf(request, model, key)), response: { kind: 'object' } },
  'models.positions': {
    body: jsonBody(
      objectOf(
        request,
        model,
        choice('sortField', 'Column that the positions are sorted by.', [
          ...['actl', 'actlRangeMax', 'actlRangeMin', 'ccy', 'cid', 'dlv', 'instrImbalance', 'instrument'],
          ...['mismatchType', 'mv', 'position', 'target'],
        ]),
        choice('sortDirection', 'Ascending or descending.', ['ASC', 'DESC']),
        integer('limit', 'Maximum number of positions.', { minimum: 1 }),
        key,
      ),
    ),
    response: { kind: 'object', rows: 'positionList' },
  },
  'models.accounts': {
    body: jsonBody(objectOf(flag('calcPnls', 'Also calculate profit and loss.'), model, request)),
    response: { kind: 'object', rows: 'accountInfoList' },
  },
  'models.invested': {
    body: jsonBody(
      objectOf(request, model, integer('subscriptionStatus', 'Status in the last response, while you poll.')),
    ),
    response: { kind: 'object', rows: 'accountList' },
  },
  'models.preset': { body: jsonBody(objectOf(request, key)), response: { kind: 'object' } },
  'models.save-preset': {
    body: jsonBody(
      objectOf(
        request,
        flag('avoidNegativeCashInCore', 'Prevent negative cash outside of the models.'),
        integer('cashQtyEstimateFactor', 'Safety margin for estimated cash quantities, in percent.'),
        flag('closeDivestCorePosition', 'Close positions that a divestment leaves outside of the models.'),
        flag('fullyInvestExistingLongPositions', 'Use existing long positions before buying.'),
        flag('keepModelOpen', 'Keep the model in the account after its last cash is withdrawn.'),
        flag('preferCrossWithIndependent', 'Match positions outside of the models first.'),
        flag('preferTransferFromIndependent', 'Transfer positions from outside of the models first.'),
        flag('roundAllocExchBoardLot', "Round quantities to the exchange's lots."),
        integer('subscriptionStatus', 'Status in the last response.'),
        flag('useNonBaseCcy', 'Also use cash in other currencies than the base.'),
        flag('useToleranceRange', 'Do not change positions that are within their range.'),
      ),
    ),
    response: { kind: 'object' },
  },
  'models.save': {
    body: jsonBody(
      objectOf(
        text('model!', 'Name of the model.', { example: 'My model' }),
        text('desc!', 'Description of the model.'),
        flag('isStatic!', 'Static models keep their targets; dynamic ones follow the market.'),
        list(
          'cashTargets!',
          'Target cash per currency.',
          objectOf(text('ccy', 'Currency.', { format: 'currency' }), decimal('target', 'Target share of the model.')),
        ),
        list(
          'positionTargets!',
          'Wanted positions.',
          objectOf(
            integer('conid', 'Contract id.', { format: 'conid' }),
            decimal('target', 'Target share of the model.'),
          ),
        ),
        request,
      ),
    ),
    response: { kind: 'object' },
  },
  'models.invest': {
    body: jsonBody(
      objectOf(
        request,
        model,
        list(
          'accountList',
          'Accounts that invest or withdraw.',
          objectOf(
            text('account', 'Account id.', { format: 'accountId' }),
            decimal('amtToInvest', 'Amount to invest; negative to withdraw.'),
          ),
        ),
        key,
      ),
    ),
    response: { kind: 'object' },
  },
  'models.submit': {
    body: jsonBody(objectOf(request, integer('fpOrderId', 'Id of the transfer to execute.'))),
    response: { kind: 'object' },
  },
}
