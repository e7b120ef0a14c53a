import { registerHooks } from 'node:module'

/** Loaded before the main script: every import of `electron`, ours and electron-store's, gets the stand-in. */
const standIn = new URL('./stand-in.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context)),
})
