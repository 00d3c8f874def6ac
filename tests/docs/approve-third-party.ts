import { request } from 'node:https'
import type { Simulator } from '../../src/simulator/start-simulator.ts'

/**
 * Approves a third party as a user would in a browser, on the page that the program printed. Resolves to the verifier
 * that the page shows.
 */
export function approveThirdParty(page: string, simulator: Simulator): Promise<string> {
  const { pathname, searchParams } = new URL(page)
  return new Promise((resolve, reject) => {
    // IBKR's edge rejects requests without a User-Agent.
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'A browser' }
    const options = { method: 'POST', ca: simulator.caPem, headers }
    request(`https://localhost:${simulator.port}${pathname}`, options, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk
        })
        .on('end', () => resolve(/id="verifier">(\w+)</.exec(text)?.[1] ?? ''))
    })
      .on('error', reject)
      .end(searchParams.toString())
  })
}
