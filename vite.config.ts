import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page, for Electron and for the local web host alike. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { outDir: '../dist/renderer', emptyOutDir: true, target: 'chrome140', chunkSizeWarningLimit: 2_000 },
})
