import { useFlow } from '../api/flow.ts';
import { useNodeTypes } from '../api/flows.ts';
import { useMe } from '../api/session.ts';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { guide as words } from '../text/en/guide.ts';
import { doNext, doStep } from './do-step.ts';
import type { Facts, StepId } from './steps.ts';

export interface Guide {
  facts: Facts;
  /** Does the whole step. */
  doIt(id: StepId): void;
  /** Adds the one node its ghost shows, which is called `title`. */
  addNext(id: StepId, title: string): void;
}

/** What the guide knows of a draft, and how it does a step; nothing before the node types are there. */
export function useGuide(flowId: string): Guide | undefined {
  const editor = useEditor();
  const flow = useEdited((state) => state.flow);
  const nodeTypes = useNodeTypes().data;
  const deployed = useFlow(flowId).data?.deployed !== undefined;
  const demo = useMe().data?.demo === true;
  if (!nodeTypes) return undefined;
  const rest = { types: new Map(nodeTypes.map((info) => [info.type, info])), deployed, demo };
  return {
    facts: { flow, ...rest },
    doIt(id) {
      const step = words.steps[id];
      if ('did' in step) editor.edit(step.did, (now) => doStep(id, { flow: now, ...rest }));
    },
    addNext: (id, title) => editor.edit(words.added(title), (now) => doNext(id, { flow: now, ...rest })),
  };
}
