import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Refusal } from './admission.ts'

type Code = Refusal['code'] | 'link-used' | 'not-found' | 'method'

const WORDS: Record<Code, readonly [title: string, text: string]> = {
  'host-not-loopback': [
    'Not under this name',
    'The console answers on localhost only. Open the address that it printed.',
  ],
  'foreign-origin': ['Not from another page', 'The console refuses requests that another web page makes.'],
  'no-cookie': [
    'This browser is not admitted yet',
    'Open the start address that the console printed in its terminal. Press u and Enter there, or run “ibkr-console start” again, for a fresh one.',
  ],
  'link-used': [
    'This start address was used already',
    'Each one works once, within 15 minutes. Press u and Enter in the terminal, or run “ibkr-console start” again, for a fresh one.',
  ],
  'not-found': ['Nothing here', 'The console has no such file.'],
  method: ['Only GET', 'Pages of the console are only read; everything else goes over its socket.'],
}

/** A refusal in words: code in a header for programs, what to do for people. Plain text: nothing to inject into. */
export function refuseWith(response: ServerResponse, status: number, code: Code, headers: OutgoingHttpHeaders): void {
  const [title, text] = WORDS[code]
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Refusal': code,
  })
  response.end(`${title}\n\n${text}\n`)
}
