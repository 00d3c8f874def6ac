import { startSimulator } from 'ibkr-web-simulator'
import { WebSocket } from 'ws'

// The process exits only if close() has released all resources.
const simulator = await startSimulator({ mode: 'gateway' })
const socket = new WebSocket(simulator.wsUrl, { ca: simulator.caPem })
socket.on('error', () => undefined)
await new Promise((resolve) => socket.once('message', resolve))
simulator.controls.addOrder({ symbol: 'IBM', side: 'BUY', quantity: 10, kind: 'MKT' })
await simulator.close()
process.stdout.write('closed\n')
