import { defineConfig } from 'vite'

/** The main process and the processes it starts, each an entry in one folder; packages stay packages, with their binaries. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: {
        main: 'electron/main.ts',
        'run-worker': 'host/run/worker.ts',
        'reader-worker': 'host/reader/reader-worker.ts',
        'practice-process': 'host/practice/practice-process.ts',
      },
      external: ['electron'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
})
