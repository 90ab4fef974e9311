import { expect, test } from 'vitest'
import { findExecutable, findLibraryExecutable } from './executable.ts'

test('a missing browser is a sentence that names the Debian package', () => {
  expect(() => findExecutable('firefox-esr', 'firefox-esr', '/nowhere')).toThrow(
    '"firefox-esr" is not on the PATH, and the browser tests need it. ' +
      "Install Debian's package firefox-esr: apt-get install firefox-esr",
  )
})

test('a missing library program names its package too', () => {
  expect(() => findLibraryExecutable('/nowhere/*/MiniBrowser', 'libwebkit2gtk-4.1-0')).toThrow(
    'apt-get install libwebkit2gtk-4.1-0',
  )
})

test('a program on the PATH is found by its full path', () => {
  expect(findExecutable('sh', 'dash', '/nowhere:/bin')).toBe('/bin/sh')
})
