import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export const { installReleaseChecks, findReleaseTool } = (await import(
  pathToFileURL(resolve('scripts/test-tools.mjs')).href
)) as {
  /** Installs the tools that only the long run needs, unless they are those of the lock file. */
  installReleaseChecks(): void
  /** Returns the path of a file of these tools. */
  findReleaseTool(path: string): string
}

/** Electron 45 embeds this version of Node. */
export const NODE_24 = findReleaseTool('node-24/bin/node')
