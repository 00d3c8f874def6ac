/** Import that the layers forbid, with the tool that must reject it. */
export interface ForbiddenImport {
  /** Folder below `src/` of the importing file. */
  readonly from: string
  /** Forbidden target: a package, or a folder below `src/`. */
  readonly to: string
  /**
   * True if the compiler also rejects the import. Only the linter checks packages with reachable types and folders of
   * the same project.
   */
  readonly compiler: boolean
  /** Part of the linter's message. */
  readonly teaches: string
}

const pure = 'shared/ is pure vocabulary'
const library = 'The library knows nothing of the console'
const secondOpinion = 'it never shares code with the client'
const host = 'The host knows neither Electron nor the DOM'
const entryPoints = 'The host uses the library through its entry points'
const browserMode = 'Browser mode is a thin carrier'
const shell = 'The Electron shell is thin'
const preload = 'The preload exposes the transport and nothing else'
const commandLine = 'no window code'
const renderer = 'The renderer talks to a host only through shared/rpc'
const belowFeatures = 'lie below the features'
const buildingBlocks = 'building blocks that know nothing of the product'

/** One forbidden import for each rule. */
export const forbiddenImports: readonly ForbiddenImport[] = [
  { from: 'shared/domain', to: 'node:fs', compiler: true, teaches: pure },
  { from: 'shared/domain', to: 'zod', compiler: false, teaches: pure },
  { from: 'shared/domain', to: 'shared/contract', compiler: true, teaches: pure },
  { from: 'shared/catalogue', to: 'node:crypto', compiler: true, teaches: pure },
  { from: 'shared/catalogue', to: 'client', compiler: true, teaches: pure },
  { from: 'shared/snippets', to: 'node:fs', compiler: true, teaches: pure },
  { from: 'shared/snippets', to: 'shared/rpc', compiler: true, teaches: pure },
  { from: 'shared/contract', to: 'node:fs', compiler: true, teaches: pure },
  { from: 'shared/contract', to: 'host', compiler: true, teaches: pure },
  { from: 'shared/rpc', to: 'electron', compiler: false, teaches: pure },
  { from: 'shared/rpc', to: 'host', compiler: true, teaches: pure },
  { from: 'client', to: 'electron', compiler: false, teaches: library },
  { from: 'client', to: 'zod', compiler: false, teaches: library },
  { from: 'client', to: 'host', compiler: true, teaches: library },
  { from: 'client', to: 'simulator', compiler: true, teaches: library },
  { from: 'client', to: 'shared/contract', compiler: true, teaches: library },
  { from: 'simulator', to: 'client', compiler: true, teaches: secondOpinion },
  { from: 'simulator', to: 'host', compiler: true, teaches: secondOpinion },
  { from: 'simulator', to: 'electron', compiler: false, teaches: secondOpinion },
  { from: 'host', to: 'electron', compiler: false, teaches: host },
  { from: 'host', to: 'simulator', compiler: true, teaches: host },
  { from: 'host', to: 'client', compiler: false, teaches: 'through its entry points' },
  { from: 'host', to: 'client/orders', compiler: false, teaches: entryPoints },
  { from: 'host', to: 'react', compiler: false, teaches: host },
  { from: 'web', to: 'electron', compiler: false, teaches: browserMode },
  { from: 'web', to: 'renderer', compiler: true, teaches: browserMode },
  { from: 'main', to: 'renderer', compiler: true, teaches: shell },
  { from: 'main', to: 'web', compiler: true, teaches: shell },
  { from: 'preload', to: 'host', compiler: true, teaches: preload },
  { from: 'preload', to: 'react', compiler: false, teaches: preload },
  { from: 'cli', to: 'electron', compiler: false, teaches: commandLine },
  { from: 'cli', to: 'renderer', compiler: true, teaches: commandLine },
  { from: 'renderer', to: 'client', compiler: true, teaches: renderer },
  { from: 'renderer', to: 'host', compiler: true, teaches: renderer },
  { from: 'renderer', to: 'simulator', compiler: true, teaches: renderer },
  { from: 'renderer', to: 'node:fs', compiler: false, teaches: renderer },
  { from: 'renderer', to: 'electron', compiler: false, teaches: renderer },
  { from: 'renderer/features/orders', to: 'web', compiler: true, teaches: renderer },
  ...['platform', 'stores', 'commands'].map((layer) => ({
    from: `renderer/${layer}`,
    to: 'renderer/features',
    compiler: false,
    teaches: belowFeatures,
  })),
  { from: 'renderer/stores', to: 'host', compiler: false, teaches: renderer },
  { from: 'renderer/ui', to: 'renderer/stores', compiler: false, teaches: buildingBlocks },
  { from: 'renderer/ui', to: 'renderer/platform', compiler: false, teaches: buildingBlocks },
  { from: 'renderer/ui', to: 'shared/contract', compiler: false, teaches: buildingBlocks },
]

/** Allowed imports, which detect a rule that forbids everything. */
export const allowedImports: readonly Pick<ForbiddenImport, 'from' | 'to'>[] = [
  { from: 'shared/catalogue', to: 'shared/domain' },
  { from: 'shared/snippets', to: 'shared/domain' },
  { from: 'shared/contract', to: 'zod' },
  { from: 'shared/contract', to: 'shared/catalogue' },
  { from: 'client', to: 'node:crypto' },
  { from: 'client', to: 'ws' },
  { from: 'client', to: 'shared/domain' },
  { from: 'simulator', to: 'node:http' },
  { from: 'simulator', to: 'shared/domain' },
  { from: 'host', to: 'shared/catalogue' },
  { from: 'host', to: 'zod' },
  { from: 'web', to: 'host' },
  { from: 'web', to: 'ws' },
  { from: 'main', to: 'electron' },
  { from: 'main', to: 'host' },
  { from: 'main', to: 'simulator' },
  { from: 'preload', to: 'electron' },
  { from: 'cli', to: 'web' },
  { from: 'cli', to: 'simulator' },
  { from: 'renderer', to: 'react' },
  { from: 'renderer', to: 'shared/rpc' },
  { from: 'renderer', to: 'renderer/ui' },
  { from: 'renderer/features', to: 'renderer/stores' },
  { from: 'renderer/ui', to: 'react' },
]
