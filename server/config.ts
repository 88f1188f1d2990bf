/** What the environment says, read once; the only place that looks at process.env. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  role: 'all' | 'api' | 'worker';
  mongodbUrl: string | undefined;
  redisUrl: string | undefined;
  hubKey: string | undefined;
  hubKeyFile: string | undefined;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  adminToken: string | undefined;
  /** undefined = on at a first embedded start. */
  demo: boolean | undefined;
  environment: string | undefined;
  /** Private `host:port` targets that effects may reach. */
  egressAllow: string[];
  logLevel: string;
  /** Where browsers reach the hub when it stands behind a proxy: links begin with it. */
  origin?: string;
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const port = Number(env['PORT'] ?? 8300);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`PORT is "${env['PORT']}"; give a number from 0 to 65535`);
  const role = env['ROLE'] ?? 'all';
  if (role !== 'all' && role !== 'api' && role !== 'worker') throw new Error(`ROLE is "${role}"; it can be all, api or worker`);
  return {
    port,
    host: env['HOST'] ?? '127.0.0.1',
    dataDir: env['DATA_DIR'] ?? './data',
    role,
    mongodbUrl: env['MONGODB_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
    hubKey: env['HUB_KEY'] || undefined,
    hubKeyFile: env['HUB_KEY_FILE'] || undefined,
    adminEmail: env['HUB_ADMIN_EMAIL'] || undefined,
    adminPassword: env['HUB_ADMIN_PASSWORD'] || undefined,
    adminToken: env['HUB_ADMIN_TOKEN'] || undefined,
    demo: env['HUB_DEMO'] === undefined || env['HUB_DEMO'] === '' ? undefined : env['HUB_DEMO'] !== '0',
    environment: env['HUB_ENVIRONMENT'] || undefined,
    egressAllow: (env['EGRESS_ALLOW'] ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== ''),
    logLevel: env['LOG_LEVEL'] ?? 'warn',
    ...(env['HUB_ORIGIN'] ? { origin: readOrigin(env['HUB_ORIGIN']) } : {}),
  };
}

function readOrigin(text: string): string {
  const url = URL.parse(text);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw new Error(`HUB_ORIGIN is "${text}"; give an address such as https://hub.example`);
  return url.origin;
}
