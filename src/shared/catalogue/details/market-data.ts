import { integer, jsonBody, list, objectOf, oneOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and responses of market data. */
export const marketDataDetails: DetailsById = {
  'market-data.snapshot': { response: { kind: 'objects' } },
  'market-data.history': { response: { kind: 'object', rows: 'data' } },
  'market-data.unsubscribe': {
    body: jsonBody(
      objectOf(
        integer('conid!', 'Contract whose data stream of this session ends.', { format: 'conid', example: 265598 }),
      ),
    ),
    response: { kind: 'object' },
  },
  'market-data.unsubscribe-all': { response: { kind: 'object' } },
}

/** Bodies and responses of the scanner; the names come from its parameters call. */
export const scannerDetails: DetailsById = {
  'scanner.params': { response: { kind: 'object', rows: 'scan_type_list' } },
  'scanner.run': {
    body: jsonBody(
      objectOf(
        text('instrument', 'Kind of instrument: a type out of instrument_list.', { example: 'STK' }),
        text('type', 'What the market is ranked by: a code out of scan_type_list.', { example: 'TOP_PERC_GAIN' }),
        text('location', 'Where to look: a type out of location_tree.', { example: 'STK.US.MAJOR' }),
        list(
          'filter',
          'What the matches have to fulfil as well.',
          objectOf(
            text('code', 'Which filter: a code out of filter_list.', { example: 'priceAbove' }),
            oneOf('value', 'What it is compared with.', [
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

/** Responses of the event contracts. */
export const eventContractDetails: DetailsById = {
  'event-contracts.tree': { response: { kind: 'object' } },
  'event-contracts.market': { response: { kind: 'object', rows: 'contracts' } },
  'event-contracts.details': { response: { kind: 'object' } },
  'event-contracts.rules': { response: { kind: 'object' } },
  'event-contracts.schedules': { response: { kind: 'object', rows: 'trading_schedules' } },
}
