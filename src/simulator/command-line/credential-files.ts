import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Oauth1PublicFiles } from '../oauth1/public-files.ts'
import type { Simulator } from '../start-simulator.ts'
import type { SimulatorFlags } from './flags.ts'

/** Reads the three public files of a folder. Their file names are fixed, because the two public keys look alike. */
export async function readPublicFiles(folder: string): Promise<Oauth1PublicFiles> {
  const read = async (name: string): Promise<string> => {
    try {
      return await readFile(join(folder, name), 'utf8')
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
      throw new Error(
        `${folder} has no readable ${name}${code}. The import wizard saves this file in its step Register`,
      )
    }
  }
  const [signature, encryption, dhParameters] = await Promise.all([
    read('public_signature.pem'),
    read('public_encryption.pem'),
    read('dhparam.pem'),
  ])
  return { signature, encryption, dhParameters }
}

/** The strings that IBKR's page returns for the public files. */
export interface RegisteredOauth1Strings {
  readonly consumerKey: string
  readonly accessToken: string
  readonly accessTokenSecret: string
}

/** Returns the strings of a simulator in oauth1 mode, undefined in other modes. */
export function getRegisteredStrings({ oauth1 }: Simulator): RegisteredOauth1Strings | undefined {
  if (oauth1 === undefined) return undefined
  const { consumerKey, accessToken, accessTokenSecret } = oauth1
  return { consumerKey, accessToken, accessTokenSecret }
}

/** Formats the strings for a user who copies them into the import wizard, in the order of its fields. */
export function formatRegisteredStrings(strings: RegisteredOauth1Strings, apiUrl: string): string {
  return `The public files are registered. In the wizard's step "Strings" paste:

Consumer key
${strings.consumerKey}
Access token
${strings.accessToken}
Access token secret
${strings.accessTokenSecret}
Another server
${new URL(apiUrl).origin}

They hold until the simulator stops.
`
}

/** Absolute paths of the written files, null for files that were not requested. */
export interface WrittenFilePaths {
  readonly oauth1: string | null
  /** Path of the OAuth 2.0 credentials, written only in oauth2 mode. */
  readonly oauth2?: string | null
  readonly ca: string | null
}

/**
 * Writes keys and certificate. Files with keys have mode 0600, even if they existed before. Rejects with the system's
 * error.
 */
export async function writeCredentialFiles(simulator: Simulator, flags: SimulatorFlags): Promise<WrittenFilePaths> {
  // The library and the console's key import read `server`.
  const server = new URL(simulator.apiUrl).origin
  const oauth1 = await writeSecret(flags.oauth1File, simulator.oauth1 && { ...simulator.oauth1, server })
  // `type` identifies the kind of credentials in the file.
  const oauth2 = await writeSecret(
    flags.oauth2File,
    simulator.oauth2 && { type: 'oauth2', ...simulator.oauth2, server },
  )
  let ca: string | null = null
  if (flags.caFile !== undefined && simulator.caPem !== undefined) {
    ca = resolve(flags.caFile)
    await writeFile(ca, simulator.caPem)
  }
  return { oauth1, ...(flags.mode === 'oauth2' ? { oauth2 } : {}), ca }
}

async function writeSecret(file: string | undefined, secret: object | undefined): Promise<string | null> {
  if (file === undefined || secret === undefined) return null
  const name = resolve(file)
  await writeFile(name, `${JSON.stringify(secret, null, 2)}\n`, { mode: 0o600 })
  // Set the mode explicitly: `writeFile` sets it only for new files.
  await chmod(name, 0o600)
  return name
}
