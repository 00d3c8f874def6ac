import { startSimulator } from '../../src/simulator/start-simulator.ts'

// Gateway in its own process, so that its burst of updates does not slow down the test's event loop.
const simulator = await startSimulator({ mode: 'gateway', tls: false, marketMoves: false, recordLimit: 10 })
let end = (): void => undefined

process.on('message', (command: { readonly storm: string } | 'calm' | 'record' | 'close') => {
  if (command === 'close') {
    void simulator.close().then(() => process.disconnect())
  } else if (command === 'calm') {
    end()
  } else if (command === 'record') {
    process.send?.(simulator.record.orderUpdates())
  } else {
    end = simulator.controls.startScenario(command.storm)
  }
})
// The parent process has exited.
process.on('disconnect', () => process.exit())
process.send?.({ host: simulator.host, port: simulator.port, apiUrl: simulator.apiUrl })
