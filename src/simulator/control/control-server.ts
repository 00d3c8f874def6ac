import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { isRecord } from '../http/define-route.ts'
import { readBody } from '../http/request.ts'
import type { SimulatorRecord } from '../record/simulator-record.ts'
import type { SimulatorControls } from '../simulator-controls.ts'
import { SimulatorError } from '../simulator-error.ts'
import { checkVerbFields, controlVerbs } from './control-verbs.ts'
import { readRecord } from './read-record.ts'

/** The control port of a running simulator. */
export interface ControlServer {
  /** URL, such as `http://127.0.0.1:5001/simulator/`. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Opens a port for other programs on this machine. `POST /simulator/controls` runs a verb with `{"verb", …fields}`, and
 * `GET` of the same path lists the verbs. `GET /simulator/record` returns everything that the server received and sent.
 * The port always listens on 127.0.0.1 and rejects requests of web pages. Rejects with the system's error if the port
 * is not available.
 */
export async function openControlServer(
  port: number,
  { controls, record }: { readonly controls: SimulatorControls; readonly record: SimulatorRecord },
): Promise<ControlServer> {
  const server = createServer((request, response) => {
    handle(request)
      .catch(refusalOf)
      .then(({ status, body }) => {
        const text = `${JSON.stringify(body)}\n`
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', connection: 'close' })
        response.end(text)
      })
      .catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage): Promise<Reply> {
    if (!isOfThisMachine(request)) return refused(403, 'Only programs on this machine may use the control port')
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const target = `${request.method} ${pathname}`
    switch (target) {
      case 'GET /simulator/controls':
        return { status: 200, body: listOfVerbs() }
      case 'GET /simulator/record':
        return { status: 200, body: readRecord(record, searchParams) }
      case 'POST /simulator/controls':
        return { status: 200, body: await run(request) }
      default:
        return refused(404, 'Unknown path. Use GET or POST /simulator/controls, or GET /simulator/record')
    }
  }

  async function run(request: IncomingMessage): Promise<unknown> {
    const body = parse(await readBody(request))
    const { verb: name, ...given } = body
    const verb = typeof name === 'string' && Object.hasOwn(controlVerbs, name) ? controlVerbs[name] : undefined
    if (verb === undefined || typeof name !== 'string') {
      throw wrong(`Unknown verb ${JSON.stringify(name)}. Valid verbs: ${Object.keys(controlVerbs).join(', ')}`)
    }
    return (await verb.run(controls, checkVerbFields(name, verb, given))) ?? {}
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/simulator/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface Reply {
  readonly status: number
  readonly body: unknown
}

/**
 * Reports whether a program on this machine sent the request. A web page in a browser could also reach loopback; its
 * Origin header or a foreign host name identifies it.
 */
function isOfThisMachine({ headers }: IncomingMessage): boolean {
  return headers.origin === undefined && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '')
}

function parse(text: string | undefined): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    value = undefined
  }
  if (!isRecord(value)) throw wrong('The body must be a JSON object such as {"verb":"nightReset"}')
  return value
}

function listOfVerbs(): object {
  const entries = Object.entries(controlVerbs).map(([name, { summary, fields }]) => [name, { summary, fields }])
  return { verbs: Object.fromEntries(entries) }
}

function refusalOf(error: unknown): Reply {
  if (error instanceof SimulatorError) return refused(400, error.message)
  return refused(500, error instanceof Error ? error.message : String(error))
}

function refused(status: number, error: string): Reply {
  return { status, body: { error } }
}

function wrong(message: string): SimulatorError {
  return new SimulatorError('WRONG_CONTROL', message)
}
