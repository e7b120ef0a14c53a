import { defineConfig } from 'vite'

/** A sandboxed preload can load nothing: one CommonJS file. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/electron',
    emptyOutDir: false,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: { preload: 'electron/preload.ts' },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
})
