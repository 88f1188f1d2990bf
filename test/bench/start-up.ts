/** From process start to the first 200 on /readyz, and memory at rest, beside Node-RED in the same run. */
import { readFileSync } from 'node:fs';
import { hubProcess } from '../support/hub-process.ts';
import { median, type Row, row } from './row.ts';

const rssOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

export async function startUpRows(say: (line: string) => void): Promise<Row[]> {
  const times: number[] = [];
  let rss = 0;
  const hub = await hubProcess();
  try {
    for (let start = 0; start < 5; start += 1) {
      times.push(await hub.start());
      if (start === 4) {
        await new Promise((resolve) => setTimeout(resolve, 4_000));
        rss = rssOf(hub.process()!.pid!);
      }
      await hub.stop();
    }
  } finally {
    await hub.remove();
  }
  say(`  starts: ${times.map((ms) => `${Math.round(ms)} ms`).join(', ')}`);
  return [row('start to the first 200 on /readyz', median(times) / 1_000, 's', '<=', 1), row('memory of the server process at rest', rss, 'MiB', '<=', 150)];
}
