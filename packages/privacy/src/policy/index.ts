export * from './compile.ts'
export * from './parse.ts'
export * from './presets.ts'
export * from './schema.ts'
