/** Titles of flows and nodes, as the version of a run has them. */
import type { Flow } from '../../flows/flow.ts';
import { project } from '../access/project.ts';
import type { Viewer } from '../access/viewer.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { RunHead } from '../engine/ports.ts';
import type { RunInfo } from './api.ts';
import { runInfo } from './run-info.ts';

export interface Titles {
  flow(id: string): string;
  /** Rows of a list, as this viewer may see them. */
  runs(viewer: Viewer, heads: RunHead[]): Promise<RunInfo[]>;
}

export function titlesOf(catalogue: Pick<Catalogue, 'everywhere' | 'flowOf'>): Titles {
  const titleOf = (id: string): string => catalogue.everywhere().find(({ flow }) => flow.id === id)?.flow.title ?? id;
  const drawingOf = (id: string, version: string): Promise<Flow | undefined> => catalogue.flowOf(id, version).catch(() => undefined);
  return {
    flow: titleOf,
    async runs(viewer, heads) {
      const drawings = new Map<string, Flow | undefined>();
      for (const { flow, version } of heads) {
        const key = `${flow}/${version}`;
        if (!drawings.has(key)) drawings.set(key, await drawingOf(flow, version));
      }
      return heads.map((head) => {
        const nodes = drawings.get(`${head.flow}/${head.version}`)?.nodes;
        return project(
          viewer,
          'run',
          runInfo(head, titleOf(head.flow), (node) => nodes?.[node]?.title ?? node),
        );
      });
    },
  };
}
