import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: { outDir: '../../out/canvas-page', emptyOutDir: true, target: 'es2023' },
  server: { host: '127.0.0.1' },
  logLevel: 'warn',
});
