/** `npm start`: reads the environment, opens the hub, stops it in order when asked to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildDesigner } from './build-designer.ts';
import { readConfig } from './config.ts';
import { openHub } from './hub.ts';
import { openLog } from './log.ts';

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as { version: string };

/** EX_IOERR: the disk failed under us. */
const diskFailed = 74;

try {
  const config = readConfig(process.env);
  const log = openLog(config.logLevel);
  if (config.role !== 'worker') await buildDesigner((line) => console.log(line));
  const hub = await openHub(config, log, version, (reason) => {
    log.error({}, `${reason}. The hub ends now; whoever started it starts it again`);
    // The senders of this moment hear their 503 first.
    setTimeout(() => process.exit(diskFailed), 250);
  });
  for (const line of hub.said) console.log(line);
  console.log(`Orderloom ${version} is ready at ${hub.url}`);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    const last = setTimeout(() => process.exit(1), 35_000);
    last.unref();
    hub.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the hub did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  if (process.env['LOG_LEVEL'] === 'debug') console.error(error);
  process.exit(1);
}
