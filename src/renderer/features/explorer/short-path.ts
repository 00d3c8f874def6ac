/** The path as IBKR's documentation and people write it: without the prefix that nearly all of them share. */
export const shortPath = (path: string): string => path.replace(/^\/v1\/api(?=\/)/, '')
