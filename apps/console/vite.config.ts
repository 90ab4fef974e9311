import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  // The collector serves the console under /console/, perhaps itself below a path of a proxy: all addresses are relative.
  base: './',
  plugins: [react()],
  build: {
    // Every browser that runs module scripts with our syntax preloads them too; the polyfill would only be bytes.
    modulePreload: { polyfill: false },
  },
})
