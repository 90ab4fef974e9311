import { readFileSync } from 'node:fs'

/** Resident memory of a process in MB, by the kernel. */
export function residentOf(pid: number | undefined): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

/** Lines of a log that are no JSON object with a message. */
export const unreadable = (log: string): string[] => log.split('\n').filter((line) => line !== '' && !isEntry(line))

function isEntry(line: string): boolean {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null && 'msg' in parsed
  } catch {
    return false
  }
}
