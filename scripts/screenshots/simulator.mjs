import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts a simulator for the profiles of the screenshots. Its keys are temporary. */
export async function startSimulator(...flags) {
  const command = [process.execPath, ['bin/ibkr-console.mjs', 'simulator', '--quiet', ...flags]]
  const child = spawn(...command, { stdio: ['ignore', 'pipe', 'inherit'] })
  for await (const line of createInterface({ input: child.stdout })) {
    const { api, control } = JSON.parse(line)
    return {
      api,
      /** Calls a control endpoint of the simulator: see docs/simulator.md. */
      async make(verb, fields = {}) {
        const response = await fetch(`${control}controls`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ verb, ...fields }),
        })
        if (!response.ok) throw new Error(await response.text())
        return response.json()
      },
      async stop() {
        if (child.exitCode !== null || child.signalCode) return
        child.kill()
        await once(child, 'exit')
      },
    }
  }
  throw new Error('the simulator ended without an address')
}
