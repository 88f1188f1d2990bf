import type { DeploymentInfo } from '../../server/http/api.ts';

/** From where to where a version may go. */
export interface Way {
  from: string;
  fromTitle: string;
  to: string;
  toTitle: string;
}

/** Versions go from where they are tried: out of each test environment that has one, to every other; real orders first. */
export function waysOf(deployments: readonly DeploymentInfo[]): Way[] {
  const sources = deployments.filter(({ kind, deployed }) => kind === 'test' && deployed !== undefined);
  const targets = [...deployments].sort((a, b) => Number(b.kind === 'production') - Number(a.kind === 'production'));
  return targets.flatMap((to) =>
    sources
      .filter(({ environment, deployed }) => environment !== to.environment && deployed?.version !== to.deployed?.version)
      .map((from) => ({ from: from.environment, fromTitle: from.title, to: to.environment, toTitle: to.title })),
  );
}
