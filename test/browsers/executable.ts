import { accessSync, constants, globSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Finds a program on the PATH, or throws a sentence that names the Debian package which brings it. */
export function findExecutable(name: string, debianPackage: string, path = process.env.PATH ?? ''): string {
  const found = path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(canExecute)
  return found ?? missing(`"${name}" is not on the PATH`, debianPackage)
}

/** Finds a program that Debian keeps off the PATH, in a folder that depends on the machine's architecture. */
export function findLibraryExecutable(pattern: string, debianPackage: string): string {
  return globSync(pattern).find(canExecute) ?? missing(`Nothing matches ${pattern}`, debianPackage)
}

function canExecute(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function missing(what: string, debianPackage: string): never {
  throw new Error(
    `${what}, and the browser tests need it. Install Debian's package ${debianPackage}: apt-get install ${debianPackage}`,
  )
}
