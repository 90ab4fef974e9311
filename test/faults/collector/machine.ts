import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Why this machine cannot mount file systems; undefined where it can. */
export function cannotMount(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux to mount'
  try {
    const disk = mountDisk('1m')
    disk.remove()
    return undefined
  } catch {
    return 'this machine lets nobody mount'
  }
}

/** Why no C can be compiled here; undefined where it can. */
export function cannotCompile(): string | undefined {
  if (process.platform !== 'linux') return 'needs LD_PRELOAD of Linux'
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'needs gcc'
  }
}

export interface Disk {
  folder: string
  readOnly(on: boolean): void
  remove(): void
}

const mounted = new Set<string>()
process.once('exit', () => {
  for (const folder of mounted) execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
})

/** A small disk of its own, in memory. */
export function mountDisk(size: string): Disk {
  const folder = mkdtempSync(join(tmpdir(), 'wend-disk-'))
  const mount = (...args: string[]) => execFileSync('mount', [...args, folder], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    mount('-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs')
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw error
  }
  mounted.add(folder)
  return {
    folder,
    readOnly: (on) => mount('-o', `remount,${on ? 'ro' : 'rw'}`),
    remove() {
      if (!mounted.delete(folder)) return
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}

export interface Shim {
  /** What the collector has to start with. */
  environment: Record<string, string>
  /** Lets calls fail with an errno: `s`yncs, `w`rites, `sw` both. Without one, everything passes again. */
  fail(errno?: number, calls?: 's' | 'w' | 'sw'): void
  remove(): void
}

/** System calls of one process that fail on command, for files under a folder. */
export function buildShim(under: string): Shim {
  const folder = mkdtempSync(join(tmpdir(), 'wend-shim-'))
  const [library, control] = [join(folder, 'shim.so'), join(folder, 'fault')]
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, join(import.meta.dirname, 'shim.c'), '-ldl'])
  writeFileSync(control, '')
  return {
    environment: { LD_PRELOAD: library, WEND_FAULT_FILE: control, WEND_FAULT_FOLDER: under },
    fail: (errno, calls = 's') => writeFileSync(control, errno === undefined ? '' : `${errno} ${calls}`),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
