const { EventEmitter } = require('node:events')

/**
 * Connection to Chromium's debugging protocol over the pipe of `--remote-debugging-pipe`: JSON messages that end with a
 * NUL.
 */
class Cdp extends EventEmitter {
  #out
  #nextId = 1
  #pending = new Map()
  #chunks = []

  constructor(out, input) {
    super()
    this.setMaxListeners(0)
    this.#out = out
    input.on('data', (chunk) => this.#read(chunk))
    for (const stream of [out, input]) stream.on('error', () => undefined)
  }

  /** Sends a command to Chromium. The class emits the events of a target as `<session>:<method>`. */
  send(method, params = {}, sessionId = undefined) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++
      this.#pending.set(id, { resolve, reject, method })
      this.#out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** A message of many megabytes arrives in many pieces, which are joined only once. */
  #read(chunk) {
    let rest = chunk
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      this.#chunks.push(rest.subarray(0, end))
      const text = Buffer.concat(this.#chunks).toString()
      this.#chunks = []
      rest = rest.subarray(end + 1)
      this.#receive(JSON.parse(text))
    }
    if (rest.length > 0) this.#chunks.push(rest)
  }

  #receive({ id, error, result, sessionId, method, params }) {
    if (id === undefined) {
      this.emit(sessionId ? `${sessionId}:${method}` : method, params)
      return
    }
    const { resolve, reject, method: asked } = this.#pending.get(id)
    this.#pending.delete(id)
    if (error) reject(new Error(`${asked}: ${error.message}`))
    else resolve(result)
  }
}

exports.Cdp = Cdp
