import type { Environment } from '../../access/environments.ts';
import { firstOfPath } from '../../catalogue/check-paths.ts';
import { type Preflight, preflight, refuseGaps } from '../../catalogue/preflight.ts';
import type { DeploymentInfo, EnvironmentAsk, EnvironmentInfo, PromoteAnswer, PromoteAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { flag, label, name, object, oneOf, reason } from '../shapes.ts';

/** The environments of the hub, what stands in each, and the way of a version from one to another. */
export function environmentRoutes({ catalogue, bound, reads, environments, connectors, values }: AppDeps): Route[] {
  const infoOf = ({ id, title, kind, color }: Environment): EnvironmentInfo => {
    const own = values.known().find((one) => one.id === id)?.facts.names.length ?? 0;
    return { name: id, title, kind, color, active: id === environments.home.id, values: own };
  };
  const isAddress = (first: string): boolean =>
    connectors.some(({ id }) => id === first) || catalogue.deployed().some(({ flow }) => Object.values(flow.nodes).some((node) => firstOfPath(node) === first));

  async function answerOf(found: Preflight, { from, to }: PromoteAsk, promoted: boolean): Promise<PromoteAnswer> {
    const { source, target, problems, changes } = found;
    const open = await reads.open(environments.get(to).tenant, source.flow.id);
    return {
      flow: source.flow.id,
      title: source.flow.title,
      from,
      to,
      version: source.version,
      number: source.number,
      ...(target ? { replaces: { version: target.version, number: target.number } } : {}),
      open: open.reduce((sum, { runs }) => sum + runs, 0),
      problems,
      changes,
      promoted,
    };
  }

  return [
    {
      method: 'GET',
      path: '/api/environments',
      summary: "List the environments, the hub's own one first",
      group: 'Environments',
      role: 'operator',
      answer: 'EnvironmentPage',
      async handler() {
        await values.list();
        return { items: environments.list().map(infoOf), next: null };
      },
    },
    {
      method: 'POST',
      path: '/api/environments',
      summary: 'Make an environment: runs, messages and figures of its own, people and connections shared',
      group: 'Environments',
      role: 'admin',
      body: object({ name, 'title?': label(60), 'kind?': oneOf('test', 'production'), 'bindingsOf?': name }),
      answer: 'EnvironmentInfo',
      status: 201,
      async handler({ body, viewer }) {
        const { name: id, ...ask } = body as unknown as EnvironmentAsk; // checked against the schema above
        const made = await environments.create(viewer, { id, ...ask }, isAddress);
        await bound.load(viewer.tenant);
        return infoOf(made);
      },
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/deployments',
      summary: 'Say which version of a flow stands in which environment',
      group: 'Environments',
      role: 'operator',
      answer: 'DeploymentPage',
      async handler({ params, viewer }) {
        const { id } = await catalogue.detail(viewer.tenant, params['id'] ?? '');
        return { items: environments.list().map((one) => deploymentInfo(one)), next: null };

        function deploymentInfo({ id: environment, title, kind, tenant }: Environment): DeploymentInfo {
          const found = catalogue.deployed(tenant).find(({ flow }) => flow.id === id);
          if (!found) return { environment, title, kind };
          const { version, number, by, message, paused, at } = found;
          return { environment, title, kind, deployed: { version, number, at: iso(at), by, message, paused } };
        }
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/promote',
      summary: 'Put the version that stands in one environment into another one, or say what it lacks there',
      group: 'Environments',
      role: 'admin',
      body: object({ from: name, to: name, 'version?': { type: 'string', maxLength: 100 }, 'message?': reason, 'dryRun?': flag }),
      answer: 'PromoteAnswer',
      async handler({ params, body, viewer }) {
        const ask = body as unknown as PromoteAsk; // checked against the schema above
        const id = params['id'] ?? '';
        await catalogue.detail(viewer.tenant, id);
        const [from, to] = [environments.get(ask.from), environments.get(ask.to)];
        const found = await preflight({ catalogue, bound }, id, from, to);
        if (ask.dryRun) return answerOf(found, ask, false);
        refuseGaps(found);
        const { version } = found.source;
        await catalogue.promote({ ...viewer, tenant: to.tenant }, id, { from: from.tenant, version: ask.version ?? version, message: ask.message ?? '' });
        return answerOf(found, ask, true);
      },
    },
  ];
}
