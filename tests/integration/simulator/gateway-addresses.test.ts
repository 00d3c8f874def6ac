import { get, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { runningGateway } from './running-gateway.ts'

/** Sends a request from another local address. */
function callFrom(localAddress: string, url: string): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { localAddress, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    }).on('error', reject)
  })
}

const denied = { status: 403, text: 'Error 403 - Access Denied' }

test('accepts only allowed addresses, also for the login page', async () => {
  const { simulator } = await runningGateway({ ips: { allow: ['127.0.0.1'] } })
  expect((await callFrom('127.0.0.1', `${simulator.apiUrl}tickle`)).status).toBe(200)
  expect(await callFrom('127.0.0.2', `${simulator.apiUrl}tickle`)).toEqual(denied)
  expect(await callFrom('127.0.0.2', new URL('/sso/Login', simulator.apiUrl).href)).toEqual(denied)
  expect(simulator.record.requests().map((request) => request.verification)).toEqual([
    'not-required',
    'address-denied',
    'address-denied',
  ])
})

test('rejects a denied address and its socket', async () => {
  const { simulator } = await runningGateway({ ips: { deny: ['127.0.0.2'] } })
  expect((await callFrom('127.0.0.3', `${simulator.apiUrl}tickle`)).status).toBe(200)
  expect(await callFrom('127.0.0.2', `${simulator.apiUrl}tickle`)).toEqual(denied)
  const refused = await new Promise<IncomingMessage>((resolve, reject) => {
    const socket = new WebSocket(simulator.wsUrl, { localAddress: '127.0.0.2' })
    socket.on('unexpected-response', (_, response) => resolve(response))
    socket.on('error', reject)
  })
  expect(refused.statusCode).toBe(403)
  refused.destroy()
})
