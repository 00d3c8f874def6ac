import type { Socket } from 'node:net'

/** Sends a request over an open connection and reads the whole response. Resolves to the status. */
export function exchange(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const take = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const head = answer.indexOf('\r\n\r\n')
      if (head === -1) return
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1])
      if (answer.length < head + 4 + length) return
      socket.off('data', take)
      socket.off('error', reject)
      resolve(Number(answer.slice(9, 12)))
    }
    socket.on('data', take)
    socket.once('error', reject)
    socket.write(request)
  })
}
