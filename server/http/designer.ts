/** Serves the built designer; a page address of the designer answers with its one page. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

/** `folder` is designer/dist; without it the hub is an API only. */
export function serveDesigner(app: Express, folder: string): void {
  const page = join(folder, 'index.html');
  // Built files carry a hash in their name; the page itself is asked for anew.
  app.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: true }));
  app.use(express.static(folder, { index: false, cacheControl: false, dotfiles: 'ignore', redirect: false }));
  app.use((req, res, next) => {
    const wantsPage = (req.method === 'GET' || req.method === 'HEAD') && req.accepts(['json', 'html']) === 'html' && !/\.\w+$/.test(req.path);
    if (!wantsPage || !existsSync(page)) return next();
    res.status(200).set({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    createReadStream(page).on('error', next).pipe(res);
  });
}
