import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Oauth1PublicFiles } from '../oauth1/public-files.ts'

/** The three public files of a folder, under the names that everybody gives them: two public keys look alike. */
export async function readPublicFiles(folder: string): Promise<Oauth1PublicFiles> {
  const read = async (name: string): Promise<string> => {
    try {
      return await readFile(join(folder, name), 'utf8')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      throw new Error(`${folder} has no ${name} that can be read${code}; the wizard saves it in its step Register`)
    }
  }
  const [signature, encryption, dhParameters] = await Promise.all([
    read('public_signature.pem'),
    read('public_encryption.pem'),
    read('dhparam.pem'),
  ])
  return { signature, encryption, dhParameters }
}
