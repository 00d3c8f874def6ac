import { integer, jsonBody, list, objectOf, oneOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and responses of the market data operations. */
export const marketDataDetails: DetailsById = {
  'market-data.snapshot': { response: { kind: 'objects' } },
  'market-data.history': { response: { kind: 'object', rows: 'data' } },
  'market-data.unsubscribe': {
    body: jsonBody(
      objectOf(integer('conid!', 'Contract of the stream to close.', { format: 'conid', example: 265598 })),
    ),
    response: { kind: 'object' },
  },
  'market-data.unsubscribe-all': { response: { kind: 'object' } },
}

/** Bodies and responses of the scanner. The response of its parameters call lists the valid names. */
export const scannerDetails: DetailsById = {
  'scanner.params': { response: { kind: 'object', rows: 'scan_type_list' } },
  'scanner.run': {
    body: jsonBody(
      objectOf(
        text('instrument', 'Instrument type: a code from instrument_list.', { example: 'STK' }),
        text('type', 'Ranking: a code from scan_type_list.', { example: 'TOP_PERC_GAIN' }),
        text('location', 'Location: a code from location_tree.', { example: 'STK.US.MAJOR' }),
        list(
          'filter',
          'Further conditions for the results.',
          objectOf(
            text('code', 'Filter: a code from filter_list.', { example: 'priceAbove' }),
            oneOf('value', 'Value to compare with.', [
              { title: 'number', shape: { kind: 'number' } },
              { title: 'whole number', shape: { kind: 'integer' } },
              { title: 'text', shape: { kind: 'string' } },
              { title: 'yes or no', shape: { kind: 'boolean' } },
            ]),
          ),
        ),
      ),
    ),
    response: { kind: 'object', rows: 'contracts' },
  },
}

/** Responses of the event contract operations. */
export const eventContractDetails: DetailsById = {
  'event-contracts.tree': { response: { kind: 'object' } },
  'event-contracts.market': { response: { kind: 'object', rows: 'contracts' } },
  'event-contracts.details': { response: { kind: 'object' } },
  'event-contracts.rules': { response: { kind: 'object' } },
  'event-contracts.schedules': { response: { kind: 'object', rows: 'trading_schedules' } },
}
