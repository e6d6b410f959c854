import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The page is served by the sandbox itself, so every address in it is relative and nothing comes from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/sandbox/page',
    emptyOutDir: true,
    // Inlined assets would be data: addresses, which a strict content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npx vite -c sandbox/page/vite.config.ts` beside a running sandbox.
  server: { proxy: { '/sandbox': 'http://127.0.0.1:3001' } },
})
