import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { firstLoad } from './first-load.ts'

/** Served by the product at /console/: every address in it is relative and nothing comes from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), firstLoad()],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    // Inlined assets would be data: addresses, which a strict content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1_000,
  },
  // `npx vite -c console/vite.config.ts` beside a running product.
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
