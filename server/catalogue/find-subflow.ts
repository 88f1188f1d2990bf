import type { Flow } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import type { Deployed } from './deployed.ts';

/** The flow a `subflow` node calls: the version its caller was locked to, else what is deployed now. Undefined when it cannot be started. */
export function findSubflow(
  deployed: Deployed[],
  nodeTypes: ReadonlyMap<string, NodeType>,
  caller: Flow,
  id: string,
): { flow: string; version: string; trigger: string } | undefined {
  const called = deployed.find((one) => one.flow.id === id);
  const version = caller.lock?.subflows?.[id] ?? called?.version;
  const trigger = called && Object.entries(called.flow.nodes).find(([, node]) => nodeTypes.get(node.type)?.trigger);
  return version !== undefined && trigger ? { flow: id, version, trigger: trigger[0] } : undefined;
}
