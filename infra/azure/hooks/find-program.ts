import { accessSync, constants, statSync } from 'node:fs'
import { posix, win32 } from 'node:path'

type IsProgram = (file: string) => boolean

/** On Windows the Azure CLI is `az.cmd`; `az` beside it is a script for bash. */
const WINDOWS_SUFFIXES = ['.exe', '.cmd', '.bat']

const isExecutable: IsProgram = (file) => {
  try {
    accessSync(file, constants.X_OK)
    // a folder counts as executable too
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * The file of a program, searched in the folders of PATH only; null where none has it. Windows itself would search the
 * working folder first. A folder with a percent sign in its name is left out there, because cmd.exe would replace it.
 */
export const findProgram = (
  name: string,
  path: string,
  system: NodeJS.Platform,
  isProgram: IsProgram = isExecutable,
): string | null => {
  const isWindows = system === 'win32'
  const paths = isWindows ? win32 : posix
  const folders = path.split(paths.delimiter).filter((folder) => folder !== '' && !(isWindows && /["%]/.test(folder)))
  const files = folders.flatMap((folder) =>
    (isWindows ? WINDOWS_SUFFIXES : ['']).map((suffix) => paths.join(folder, `${name}${suffix}`)),
  )
  return files.find(isProgram) ?? null
}
