import { execFileSync } from 'node:child_process'

let isBuilt = process.env['IBKR_CONSOLE_BUILT'] !== undefined

/** Builds the packages of this checkout, unless the test run or an earlier call has built them. */
export function buildPackages(): void {
  if (!isBuilt) execFileSync(process.execPath, ['scripts/build.mjs', '--packages'], { stdio: 'pipe' })
  isBuilt = true
}
