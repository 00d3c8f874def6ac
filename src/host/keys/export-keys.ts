import { mkdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { IbkrOauth1Config, IbkrOauth2Config } from '../../client/index.ts'
import { parseServerAddress } from '../../client/unpublished.ts'
import type { ExportedKeys } from '../../shared/contract/import-views.ts'
import type { FilesService } from '../files/files-service.ts'
import type { KeyedProfile } from '../profiles/profile.ts'
import { toFileError } from '../storage/file-error.ts'
import { replaceFile } from '../storage/replace-file.ts'

/**
 * Writes keys in plain text to a file with mode 0600, with the server of the profile if it is not IBKR's default. On the desktop the user chooses the path; in browser mode the
 * file is in the folder `exports`.
 */
export async function writeLoginFile(
  config: IbkrOauth1Config | IbkrOauth2Config,
  { kind, id, server }: KeyedProfile,
  files: FilesService,
  home: string,
): Promise<ExportedKeys> {
  const own = server === undefined ? {} : { server: parseServerAddress(server).root }
  const content = Buffer.from(JSON.stringify({ ...config, ...own }))
  try {
    const path = files.hasDialogs
      ? await files.chooseWhereToSave(`${kind}.json`)
      : join(await exportFolder(home), `${kind}-${id.slice(0, 8)}.json`)
    await replaceFile(path, content, undefined, true)
    return { name: basename(path), ...(!files.hasDialogs && { place: path }) }
  } catch (error) {
    throw toFileError(error, 'write')
  } finally {
    content.fill(0)
  }
}

async function exportFolder(home: string): Promise<string> {
  const folder = join(home, 'exports')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return folder
}
