import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Builds the single-page version; the shop serves it at `/app/` and puts the head into it. */
export default defineConfig({
  root: fileURLToPath(new URL('./src/app/', import.meta.url)),
  base: '/app/',
  publicDir: false,
  plugins: [react()],
  build: { outDir: fileURLToPath(new URL('./dist/', import.meta.url)), emptyOutDir: true },
})
