import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildPackages } from '../process/built-packages.ts'
import { describeFailedRun } from '../process/describe-failed-run.ts'

/**
 * Compiles programs as their readers would, with the declarations of the built packages, in a folder below `.tsbuild`.
 * Returns the compiler's errors; empty if there are none.
 */
export function compilePrograms(name: string, programs: Readonly<Record<string, string>>): string {
  buildPackages()
  const folder = resolve('.tsbuild', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [file, code] of Object.entries(programs)) writeFileSync(`${folder}/${file}`, code)
  const compilerOptions = {
    strict: true,
    noEmit: true,
    target: 'es2023',
    module: 'esnext',
    moduleResolution: 'bundler',
    erasableSyntaxOnly: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [resolve('node_modules/@types')],
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, files: Object.keys(programs) }))
  try {
    const compiler = ['node_modules/typescript/bin/tsc', '-p', folder, '--pretty', 'false']
    return execFileSync(process.execPath, compiler, { encoding: 'utf8', stdio: 'pipe' })
  } catch (error) {
    return describeFailedRun(error)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
