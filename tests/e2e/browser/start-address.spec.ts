import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { expect, test, waitForAuthentication } from '../console-fixture.ts'

test('admits only the browser that opened the start address', async ({ window, browser, complaints }) => {
  await test.step('admits reloads and new tabs without a token in the URL', async () => {
    await waitForAuthentication(window)
    expect(new URL(window.url()).pathname + new URL(window.url()).search).toBe('/')
    await window.reload()
    await waitForAuthentication(window)

    const tab = await window.context().newPage()
    await tab.goto(new URL('/#/orders', window.url()).href)
    await waitForAuthentication(tab)
    await tab.goto(new URL('/start?token=used', window.url()).href)
    await waitForAuthentication(tab)
    expect(new URL(tab.url()).pathname).toBe('/')
  })

  await test.step('explains how to get a start address if the browser has none', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(new URL('/', window.url()).href)
    await expect(page.getByText('Open the start address', { exact: true })).toBeVisible()
    await page.goto(new URL('/start?token=wrong', window.url()).href)
    await expect(page.getByText('Open the start address', { exact: true })).toBeVisible()
    await context.close()
    expect(complaints).toEqual([])
  })

  await test.step('sends no cookie or token to another server on this machine', async () => {
    await waitForAuthentication(window)
    const received: IncomingMessage[] = []
    const server = createServer((request, response) => {
      received.push(request)
      response.setHeader('Content-Type', 'text/html').end('<title>other</title>')
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    await window.goto(`http://127.0.0.1:${port}/`)
    expect(received[0]?.headers.cookie).toBeUndefined()
    expect(
      await window.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])),
    ).toBe('[{},{},""]')
    await new Promise((resolve) => {
      server.close(resolve)
      server.closeAllConnections()
    })
  })
})
