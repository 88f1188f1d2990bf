import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const hub = process.env['HUB_URL'] ?? 'http://127.0.0.1:8300';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', chunkSizeWarningLimit: 700 },
  server: { host: '127.0.0.1', proxy: { '/api': hub, '/in': hub } },
});
