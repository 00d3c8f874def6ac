import { choice, decimal, flag, integer, jsonBody, list, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

const request = integer('reqID', 'Your own number; the response repeats it.', { example: 1 })
const key = text('subscriptionKey', 'Empty text while you poll for changes; otherwise left out.')
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
        choice('sortDirection', 'Rising or falling.', ['ASC', 'DESC']),
        integer('limit', 'Maximum number of positions.', { minimum: 1 }),
        key,
      ),
    ),
    response: { kind: 'object', rows: 'positionList' },
  },
  'models.accounts': {
    body: jsonBody(objectOf(flag('calcPnls', 'Work out profit and loss as well.'), model, request)),
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
        flag('avoidNegativeCashInCore', 'Keep the cash outside of the models from turning negative.'),
        integer('cashQtyEstimateFactor', 'Percent by which cash quantities are estimated with caution.'),
        flag('closeDivestCorePosition', 'Close positions outside of the models that a divestment leaves.'),
        flag('fullyInvestExistingLongPositions', 'Use long positions that are there before buying.'),
        flag('keepModelOpen', 'Keep the model open in the account after its last cash is withdrawn.'),
        flag('preferCrossWithIndependent', 'Match against positions outside of the models first.'),
        flag('preferTransferFromIndependent', 'Take positions over from outside of the models first.'),
        flag('roundAllocExchBoardLot', "Round quantities to the exchange's lots."),
        integer('subscriptionStatus', 'Status in the last response.'),
        flag('useNonBaseCcy', 'Also use cash in other currencies than the base.'),
        flag('useToleranceRange', 'Leave positions alone while they are within their range.'),
      ),
    ),
    response: { kind: 'object' },
  },
  'models.save': {
    body: jsonBody(
      objectOf(
        text('model!', 'Name of the model.', { example: 'My model' }),
        text('desc!', 'What the model is about, for people.'),
        flag('isStatic!', 'Static models keep their targets; dynamic ones follow the market.'),
        list(
          'cashTargets!',
          'Wanted cash per currency.',
          objectOf(text('ccy', 'Currency.', { format: 'currency' }), decimal('target', 'Wanted part of the model.')),
        ),
        list(
          'positionTargets!',
          'Wanted positions.',
          objectOf(
            integer('conid', 'Contract id.', { format: 'conid' }),
            decimal('target', 'Wanted part of the model.'),
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
    body: jsonBody(objectOf(request, integer('fpOrderId', 'Id of the transfer that is carried out.'))),
    response: { kind: 'object' },
  },
}
