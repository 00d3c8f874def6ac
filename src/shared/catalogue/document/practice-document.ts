import { type WrittenDocument, writeDocument } from './write-document.ts'

/**
 * Creates the document of the Practice server, for trying out an import. It is the catalogue with a few differences
 * that a later version of IBKR's document might have. The operations that it adds do not exist.
 */
export async function createPracticeDocument(): Promise<WrittenDocument> {
  const document = await writeDocument('2.40.0-practice')
  const { paths } = document
  delete paths['/v1/api/iserver/secdef/bond-filters']
  paths['/v1/api/iserver/contract/{conid}/dividends'] = {
    get: {
      summary: 'Dividends of a contract',
      parameters: [
        { name: 'conid', in: 'path', required: true, schema: { type: 'integer' } },
        { name: 'years', in: 'query', schema: { type: 'integer', enum: [1, 3, 5], default: 1 } },
      ],
      responses: { 200: { content: { 'application/json': { schema: { type: 'array', items: { type: 'object' } } } } } },
    },
  }
  paths['/v1/api/iserver/account/{accountId}/orders/basket'] = {
    post: {
      summary: 'Place a basket <b>at once</b>',
      parameters: [{ name: 'accountId', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              required: ['name', 'legs'],
              properties: {
                name: { type: 'string', maxLength: 40 },
                legs: { type: 'array', items: { $ref: '#/components/schemas/practiceLeg' } },
                transmit: { type: 'boolean', default: false },
              },
            },
          },
        },
      },
      responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  }
  paths['/gw/api/v1/tax-vouchers/years'] = {
    get: {
      summary: 'Years with tax vouchers',
      parameters: [{ name: 'country', in: 'query', required: true, schema: { type: 'string' } }],
      responses: { 200: { content: { 'application/json': { schema: { type: 'object' } } } } },
    },
  }
  return {
    ...document,
    components: {
      schemas: {
        ...document.components.schemas,
        practiceLeg: {
          type: 'object',
          required: ['conid', 'side'],
          properties: {
            conid: { type: 'integer' },
            side: { type: 'string', enum: ['BUY', 'SELL'] },
            quantity: { type: 'number' },
          },
        },
      },
    },
  }
}
