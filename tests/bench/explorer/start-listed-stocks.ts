import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** Starts a gateway that lists a number of stocks in one response, about 52 bytes each. */
export async function startListedStocks(
  stocks: number,
): Promise<{ readonly port: number; readonly child: ChildProcess }> {
  const flags = ['--mode', 'gateway', '--http', '--quiet', '--listed-stocks', String(stocks)]
  const child = spawn(process.execPath, ['bin/ibkr-console.mjs', 'simulator', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const { api } = JSON.parse(line) as { readonly api: string }
  return { port: Number(new URL(api).port), child }
}
