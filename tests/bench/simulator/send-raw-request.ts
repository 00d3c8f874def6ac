import type { Socket } from 'node:net'

/** Sends a request over an open connection and reads the whole response. Resolves to its status. */
export function sendRawRequest(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let response = ''
    const take = (chunk: Buffer) => {
      response += chunk.toString('latin1')
      const head = response.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/content-length: (\d+)/i.exec(response)?.[1])
      if (response.length < head + 4 + length) return
      socket.off('data', take)
      socket.off('error', reject)
      resolve(Number(response.slice(9, 12)))
    }
    socket.on('data', take)
    socket.once('error', reject)
    socket.write(request)
  })
}
