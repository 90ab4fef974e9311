/** Vite takes style sheets out of the modules that import them; to TypeScript they have no value. */
declare module '*.css'
