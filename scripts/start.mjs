import { spawn } from 'node:child_process'
import { build } from './build.mjs'
import { install, node, root } from './install.mjs'

try {
  install()
  build()
} catch (error) {
  console.error(`Wend could not be set up. ${error.message}`)
  process.exit(1)
}

// The channel (ipc) tells the server when this process has gone, however it went.
// A small young heap: what passes through is garbage at once, and V8 would let 100 MB of it lie.
const server = spawn(node, ['--max-semi-space-size=4', 'scripts/start.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
// A shell between npm and us passes no signals on: when npm is ended, all that shows is another parent.
const parent = process.ppid
setInterval(() => process.ppid !== parent && server.kill('SIGTERM'), 300).unref()
server.on('exit', (code) => process.exit(code ?? 1))
