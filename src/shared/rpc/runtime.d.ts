/* Globals that both Node and the page have. Nothing else of either runtime is visible in this folder. */

interface AbortSignal {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}

declare function structuredClone<T>(value: T): T

interface File {
  readonly name: string
}
