import { describe, expect, it, test } from 'vitest'
import { findOperation } from '../../../../src/renderer/features/catalogue/find-operation.ts'
import {
  type Draft,
  draftFromOperation,
  EMPTY_DRAFT,
  operationOf,
  withNewRow,
  withQueryInRows,
  withRow,
} from '../../../../src/renderer/features/explorer/request/draft.ts'
import {
  withMethod,
  withNewAddress,
  withTypedPath,
} from '../../../../src/renderer/features/explorer/request/typed-path.ts'
import type { HttpMethod } from '../../../../src/shared/domain/requests.ts'

function draftOf(method: HttpMethod, path: string): Draft {
  const operation = findOperation(method, path)
  if (!operation) throw new Error(`${method} ${path} is not catalogued`)
  return draftFromOperation(operation)
}

function filled(draft: Draft, name: string, value: string): Draft {
  const row = draft.rows.find((each) => each.name === name)
  return withRow(draft, row?.id ?? -1, { value, enabled: true })
}

/** Types a path letter by letter. */
const typed = (draft: Draft, path: string): Draft =>
  [...path].reduce((now, _, at) => withTypedPath(now, path.slice(0, at + 1)), withTypedPath(draft, ''))

const rowsOf = ({ rows }: Draft) => rows.map(({ name, value, enabled }) => (enabled ? `${name}=${value}` : `(${name})`))

const SNAPSHOT = '/iserver/marketdata/snapshot'

describe('draft after a path change', () => {
  it('shows only the parameters of the new operation', () => {
    const snapshot = filled(draftOf('GET', SNAPSHOT), 'conids', '265598')
    const orders = typed(snapshot, '/iserver/account/orders')
    expect(rowsOf(orders)).toEqual(rowsOf(draftOf('GET', '/iserver/account/orders')))
    expect(orders.operation?.path).toBe('/v1/api/iserver/account/orders')
    expect(rowsOf(typed(snapshot, '/iserver/accounts'))).toEqual([])
  })

  it('restores the values when the user enters the first path again', () => {
    const snapshot = filled(draftOf('GET', SNAPSHOT), 'conids', '265598')
    expect(rowsOf(typed(typed(snapshot, '/iserver/accounts'), SNAPSHOT))).toEqual(rowsOf(snapshot))
    expect(rowsOf(withTypedPath(withTypedPath(snapshot, `${SNAPSHOT}s`), SNAPSHOT))).toContain('conids=265598')
  })

  it('removes the parameters while the path is not in the catalogue', () => {
    const orders = filled(draftOf('GET', '/iserver/account/orders'), 'force', 'true')
    const between = withTypedPath(orders, '/iserver/nothing/here')
    expect(rowsOf(between)).toEqual([])
    expect(between.operation).toBeUndefined()
    expect(withTypedPath(between, '/iserver/account/orders').rows).toEqual(orders.rows)
    const twice = withQueryInRows(withTypedPath(EMPTY_DRAFT, `${SNAPSHOT}?conids=1&conids=2`))
    expect(withTypedPath(withTypedPath(twice, '/nowhere'), SNAPSHOT).rows).toEqual(twice.rows)
  })

  it('keeps rows that the user added', () => {
    const added = withNewRow(withTypedPath(EMPTY_DRAFT, '/nowhere'))
    const id = added.rows.at(-1)?.id ?? -1
    const named = withRow(added, id, { name: 'force', value: 'true' })
    const orders = withTypedPath(named, '/iserver/account/orders')
    expect(orders.rows.filter(({ name }) => name === 'force')).toMatchObject([{ value: 'true', parameter: {} }])
    expect(rowsOf(withTypedPath(named, '/iserver/accounts'))).toEqual(['force=true'])
  })

  it('replaces every parameter, also those of the user, by those of a pasted address', () => {
    const added = withNewRow(filled(draftOf('GET', SNAPSHOT), 'since', '5'))
    const named = withRow(added, added.rows.at(-1)?.id ?? -1, { name: 'mine', value: '1' })
    const paste = (address: string) => rowsOf(withQueryInRows(withNewAddress(named, address)))
    expect(paste(`https://localhost:5000/v1/api${SNAPSHOT}?conids=8314`)).toEqual(
      rowsOf(withQueryInRows(withTypedPath(EMPTY_DRAFT, `${SNAPSHOT}?conids=8314`))),
    )
    expect(paste('/iserver/account/orders?force=true')).not.toContain('mine=1')
    expect(paste('/iserver/accounts')).toEqual([])
    expect(paste(SNAPSHOT), 'the same path').toEqual(rowsOf(named))
  })

  it('keeps the order and number of rows while the operation stays the same', () => {
    const twice = withQueryInRows(withTypedPath(EMPTY_DRAFT, `${SNAPSHOT}?conids=1&conids=2`))
    const query = rowsOf(twice).filter((row) => row.startsWith('conids'))
    expect(query).toEqual(['conids=1', 'conids=2'])
    expect(withTypedPath(twice, `${SNAPSHOT}?x=1`).rows).toEqual(twice.rows)
  })

  it('recognises the operation of a path with values', () => {
    const order = withTypedPath({ ...EMPTY_DRAFT, method: 'POST' }, '/iserver/account/DU1/orders')
    expect(operationOf(order)?.path).toBe('/v1/api/iserver/account/{accountId}/orders')
  })
})

test('selects another operation with the same path when the method changes', () => {
  const watchlist = filled(draftOf('GET', '/iserver/watchlist'), 'id', '1234')
  const gone = withMethod(watchlist, 'DELETE')
  expect(operationOf(gone)).toMatchObject({ method: 'DELETE', effect: 'settings' })
  expect(rowsOf(gone)).toEqual(['id=1234'])
})

test('sends a cancel request without the body of the previous order', () => {
  const place = { ...draftOf('POST', '/iserver/account/{accountId}/orders'), body: '{"orders":[{"conid":1}]}' }
  const cancel = typed(withMethod(place, 'DELETE'), '/iserver/account/{accountId}/order/{orderId}')
  expect(operationOf(cancel)?.title).toBe('Cancel an order')
  expect(cancel.body).toBe('')
  const again = typed(withMethod(cancel, 'POST'), '/iserver/account/{accountId}/orders')
  expect(again.body).toBe(place.body)
})

test('keeps the body if the new operation has a body', () => {
  const place = { ...draftOf('POST', '/iserver/account/{accountId}/orders'), body: '{"orders":[]}' }
  expect(withTypedPath(place, `${place.path}/whatif`).body).toBe(place.body)
  const odd = { ...draftOf('DELETE', '/iserver/account/{accountId}/order/{orderId}'), body: '{}' }
  expect(withTypedPath(odd, '/iserver/account/DU1/order/7').body).toBe('{}')
})
