import { request } from 'node:https'
import type { Simulator } from '../../src/simulator/start.ts'

/**
 * What the user of a third party does in a browser, at the page that the program has printed; answers with the verifier that the
 * page then shows.
 */
export function approve(page: string, simulator: Simulator): Promise<string> {
  const { pathname, searchParams } = new URL(page)
  return new Promise((resolve, reject) => {
    // The edge lets nobody in who does not say who he is.
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'A browser' }
    const options = { method: 'POST', ca: simulator.caPem, headers }
    request(`https://localhost:${simulator.port}${pathname}`, options, (answer) => {
      let text = ''
      answer
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
