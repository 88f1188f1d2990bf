/**
 * Keeps one hub and one browser for all files of the suite, which run in workers of their own.
 * Writes where they are found, and ends both as soon as the test runner is gone, however it ended.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { buildDesigner } from '../../server/build-designer.ts';
import { hubProcess } from '../support/hub-process.ts';
import { admin, chromiumPath, type Kept } from './kept.ts';

const [runner, place] = process.argv.slice(2) as [string, string];
let isEnding = false;
const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

await buildDesigner((line) => console.log(line));
const hub = await hubProcess({ env: { HUB_DEMO: '1', HUB_ADMIN_EMAIL: admin.email, HUB_ADMIN_PASSWORD: admin.password } });
const [browser] = await Promise.all([
  chromium.launchServer({ executablePath: chromiumPath, args: ['--no-sandbox'], handleSIGINT: false, handleSIGTERM: false }),
  hub.start(),
]);
hub.process()?.once('exit', (code, signal) => {
  if (!isEnding) console.error(`the hub ended with ${code ?? signal} while the suite ran: ${hub.output()}`);
});
const kept: Kept = { url: hub.url, token: hub.token, browser: browser.wsEndpoint() };
writeFileSync(`${place}.new`, JSON.stringify(kept));
renameSync(`${place}.new`, place);

const watch = setInterval(() => isRunning(Number(runner)) || void end(), 250);
process.once('SIGINT', () => void end());
process.once('SIGTERM', () => void end());

async function end(): Promise<void> {
  isEnding = true;
  clearInterval(watch);
  rmSync(place, { force: true });
  if (hub.process()?.exitCode === null) rmSync(`${place}.log`, { force: true });
  await Promise.all([browser.close(), hub.remove()]);
  process.exit(0);
}
