import { once } from 'node:events'
import { connect } from 'node:net'

/* Implements the part of the D-Bus protocol that is needed to own a name without replying to calls. */

const BUS = 'org.freedesktop.DBus'

/** Owns a name on a bus and never replies to calls. Returns a function that releases the name. */
export async function startUnresponsiveBusName(socketPath: string, name: string): Promise<() => void> {
  const socket = connect(socketPath)
  await once(socket, 'connect')
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  socket.write(`\0AUTH EXTERNAL ${uid}\r\n`)
  await once(socket, 'data')
  socket.write('BEGIN\r\n')
  socket.write(busCall(1, 'Hello', '', Buffer.alloc(0)))
  const flags = Buffer.alloc(4)
  socket.write(busCall(2, 'RequestName', 'su', pad(text(name), 4, flags)))
  socket.on('data', () => undefined)
  socket.on('error', () => undefined)
  return () => socket.destroy()
}

/** Returns a method call to the bus itself, in little-endian byte order. */
function busCall(serial: number, member: string, signature: string, body: Buffer): Buffer {
  const fields = [
    field(1, 'o', text('/org/freedesktop/DBus')),
    field(6, 's', text(BUS)),
    field(2, 's', text(BUS)),
    field(3, 's', text(member)),
    ...(signature === '' ? [] : [field(8, 'g', signatureOf(signature))]),
  ]
  const array = fields.reduce((sum, one) => pad(sum, 8, one), Buffer.alloc(0))
  const head = Buffer.from([0x6c, 1, 0, 1])
  return pad(Buffer.concat([head, uint32(body.length), uint32(serial), uint32(array.length), array]), 8, body)
}

function field(code: number, type: string, value: Buffer): Buffer {
  // The signature of the variant ends at byte 4, where every kind of value used here may start.
  return Buffer.concat([Buffer.from([code]), signatureOf(type), value])
}

const signatureOf = (signature: string): Buffer => Buffer.from(`${String.fromCharCode(signature.length)}${signature}\0`)
const text = (value: string): Buffer => Buffer.concat([uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)])

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function pad(before: Buffer, alignment: number, next: Buffer): Buffer {
  const gap = (alignment - (before.length % alignment)) % alignment
  return Buffer.concat([before, Buffer.alloc(gap), next])
}
