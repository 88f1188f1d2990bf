/** The API described for machines and for people, all of it from this hub. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type Express } from 'express';

const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Orderloom API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/start.js"></script></body>
</html>
`;
const start = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: false, validatorUrl: null });\n`;

/** `describe` makes the description at the first request. */
export function serveDocs(app: Express, describe: () => object): void {
  let described: string | undefined;
  app.get('/api/openapi.json', (_req, res) => {
    described ??= JSON.stringify(describe());
    res.type('application/json').send(described);
  });
  app.get('/api/docs', (_req, res) => {
    res.type('html').send(page);
  });
  app.get('/api/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(start);
  });
  app.get(['/api/docs/swagger-ui.css', '/api/docs/swagger-ui-bundle.js'], (req, res, next) => {
    const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
    express.static(folder, { index: false })(Object.assign(req, { url: req.path.slice('/api/docs'.length) }), res, next);
  });
}
