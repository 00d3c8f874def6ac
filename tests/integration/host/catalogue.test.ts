import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPracticeDocument } from '../../../src/shared/catalogue/document/practice-document.ts'
import type { CatalogueAdditionsView } from '../../../src/shared/contract/catalogue-views.ts'
import { MAX_DOCUMENT_BYTES } from '../../../src/shared/domain/requests.ts'
import { firstSnapshot } from '../../process/first-snapshot.ts'
import { type PracticeHost, startGatewayHost, startPracticeHost } from '../../process/practice-host.ts'

let home: string
let host: PracticeHost
let view: CatalogueAdditionsView | undefined

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'ibkr-console-catalogue-'))
  await start()
})
afterEach(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

async function start(): Promise<void> {
  view = undefined
  host = await startPracticeHost({ home })
  const keep = (next: CatalogueAdditionsView): void => {
    view = next
  }
  host.client.open(
    'catalogue.feed',
    {},
    { snapshot: keep, items: (batch) => batch.forEach(keep), closed: () => undefined },
  )
  await expect.poll(() => view).toBeDefined()
}

const readBytes = (value: unknown, name = 'api-docs.json') =>
  host.client.call('catalogue.readDocument', {
    from: 'bytes',
    name,
    base64: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64'),
  })

const dividends = 'added.GET /v1/api/iserver/contract/{conid}/dividends'

test('compares the document of the connected server, and changes nothing until the user adds its operations', async () => {
  await expect.poll(() => host.view()?.state.kind).toBe('ready')
  const { source, report } = await host.client.call('catalogue.readDocument', { from: 'server' })
  expect(source).toMatch(/\/gw\/api\/v3\/api-docs$/)
  expect(report.version).toBe('2.40.0-practice')
  expect(report.added).toHaveLength(2)
  expect(view).toEqual({ operations: [], extended: [] })
  expect(readdirSync(home)).not.toContain('catalogue.json')
})

test('restores added operations after a restart, requires arming for them, and removes them on request', async () => {
  const { id } = await readBytes(await createPracticeDocument())
  await host.client.call('catalogue.add', { id })
  await expect.poll(() => view?.operations.map((operation) => operation.id)).toContain(dividends)
  await host.close()
  await start()

  expect(view?.document).toMatchObject({ version: '2.40.0-practice' })
  expect(view?.operations.find((operation) => operation.id === dividends)).toMatchObject({
    area: 'added',
    effect: 'trading',
    query: [{ name: 'years', kind: 'integer', values: ['1', '3', '5'] }],
  })
  expect(view?.extended).toMatchObject([{ id: 'tax-vouchers.years', query: [{ name: 'country', required: true }] }])
  const basket = view?.operations.find(({ path }) => path.endsWith('/basket'))
  expect(await host.client.call('catalogue.details', { id: basket?.id ?? '' })).toMatchObject({
    body: {
      kind: 'json',
      shape: { kind: 'object', fields: [{ name: 'name', required: true }, { name: 'legs' }, { name: 'transmit' }] },
    },
  })
  expect(await host.client.call('catalogue.details', { id: 'orders.place' })).toBeNull()

  await expect.poll(() => host.view()?.state.kind).toBe('ready')
  await host.client.call('safety.disarm', {})
  const send = () =>
    host.client.callBytes('requests.send', { method: 'GET', path: '/iserver/contract/265598/dividends', query: [] })
  await expect(send()).rejects.toMatchObject({ code: 'not-armed' })
  await host.client.call('safety.arm', {})
  expect((await send()).output).toMatchObject({ status: 404, effect: 'unknown' })

  await host.client.call('catalogue.remove', {})
  await expect.poll(() => view).toEqual({ operations: [], extended: [] })
  await host.close()
  await start()
  expect(view).toEqual({ operations: [], extended: [] })
})

test('adds only the document that was read last, and adds it only once', async () => {
  const first = await readBytes(await createPracticeDocument())
  const second = await readBytes(await createPracticeDocument())
  await expect(host.client.call('catalogue.add', { id: first.id })).rejects.toMatchObject({ code: 'not-found' })
  await host.client.call('catalogue.add', { id: second.id })
  await expect(host.client.call('catalogue.add', { id: second.id })).rejects.toMatchObject({ code: 'not-found' })
})

test('rejects an invalid document with a reason, and keeps earlier additions', async () => {
  const { id } = await readBytes(await createPracticeDocument())
  await host.client.call('catalogue.add', { id })
  await expect(readBytes('<html>')).rejects.toMatchObject({ code: 'invalid-input', message: /not JSON/ })
  await expect(readBytes({ openapi: '2' })).rejects.toMatchObject({ code: 'invalid-input', message: /OpenAPI 3/ })
  await expect(readBytes('{"openapi":"3.0.0","paths":')).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(
    host.client.call('catalogue.readDocument', {
      from: 'bytes',
      name: 'huge.json',
      base64: 'A'.repeat(Math.ceil(MAX_DOCUMENT_BYTES / 3) * 4 + 4),
    }),
  ).rejects.toMatchObject({ code: 'invalid-input' })
  await expect(host.client.call('catalogue.readDocument', { from: 'dialog' })).rejects.toMatchObject({
    code: 'not-available',
  })
  await expect.poll(() => view?.operations.length).toBe(2)
})

test('starts with a notice if catalogue.json is invalid', async () => {
  await host.close()
  writeFileSync(join(home, 'catalogue.json'), '{"schemaVersion":1,"addedAt":1,"additions":{"operations":[{"path":5}]}}')
  await start()
  expect(view).toEqual({ operations: [], extended: [] })
  const notices = await firstSnapshot(host.client, 'app.notices', {})
  expect(notices.join(' ')).toContain('catalogue.json could not be read')
})

test('suggests a file if the gateway serves no document', async () => {
  const gateway = await startGatewayHost({ loggedIn: true })
  try {
    await expect.poll(() => gateway.view()?.state.kind).toBe('ready')
    await expect(gateway.client.call('catalogue.readDocument', { from: 'server' })).rejects.toMatchObject({
      code: 'upstream',
      message: /take the document from a file/,
    })
  } finally {
    await gateway.close()
  }
})
