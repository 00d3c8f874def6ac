import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { Refusal } from './admission.ts'

type Code = Refusal['code'] | 'link-used' | 'not-found' | 'method'

const TEXTS: Record<Code, readonly [title: string, text: string]> = {
  'host-not-loopback': [
    'Not under this name',
    'The console answers on localhost only. Open the address that it printed.',
  ],
  'foreign-origin': ['Not from another page', 'The console refuses requests that another web page makes.'],
  'no-session': [
    'This browser is not connected',
    'Open the start address that the console printed. For a new one, press u and Enter in its terminal.',
  ],
  'link-used': [
    'This start address cannot be used',
    'Each one works once, within 15 minutes. For a new one, press u and Enter in the terminal of the console.',
  ],
  'not-found': ['Nothing here', 'The console has no such file.'],
  method: ['Wrong method', 'Pages of the console are read with GET; everything else goes over its socket.'],
}

/** An error response: a code in a header for programs, and what to do as plain text. */
export function refuseWith(response: ServerResponse, status: number, code: Code, headers: OutgoingHttpHeaders): void {
  const [title, text] = TEXTS[code]
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Refusal': code,
    // Whoever is refused holds no descriptor.
    Connection: 'close',
  })
  response.end(`${title}\n\n${text}\n`)
}
