/** Third pass of the checks: what only the whole drawing can show. Answers with all problems at once. */
import { checkLane } from '../../flows/check-lane.ts';
import type { Flow, Problem } from '../../flows/flow.ts';
import { checkOnParked, checkUndo } from './check-undo.ts';
import { doubleEffects } from './double-effects.ts';
import { exitOf, type FindType, type PlanNode, planOf, portsOf, reachedFrom } from './plan.ts';
import { undoPort } from './undo.ts';

const implicit = ['error', 'timeout', undoPort];

export function checkGraph(flow: Flow, find: FindType): Problem[] {
  const known = Object.entries(flow.nodes).filter(([, spec]) => find(spec.type));
  const problems = [...checkLane(flow), ...checkOnParked(flow), ...checkEdges(flow, find), ...checkSlots(flow, find)];
  // Structure is judged on what is understood; unknown types are reported by the second pass.
  const part: Flow = {
    ...flow,
    nodes: Object.fromEntries(known),
    edges: flow.edges.filter((edge) => known.some(([id]) => id === edge.from.split('.')[0]) && known.some(([id]) => id === edge.to)),
  };
  const plan = planOf('', part, '', find);
  if (plan.triggers.length === 0 && known.length === Object.keys(flow.nodes).length) {
    problems.push({ code: 'flow.no_trigger', path: '/nodes', message: 'Nothing starts this flow. Add a trigger, for example a webhook.' });
  }
  const circle = circleIn(plan.nodes);
  if (circle) {
    problems.push({
      code: 'flow.cycle',
      path: '/edges',
      node: circle[0]!,
      message: `${circle.join(' → ')} → ${circle[0]} goes in a circle. Put the repetition into a container such as repeat.`,
    });
    return problems;
  }
  const { nodes, triggers } = plan;
  return [
    ...problems,
    ...checkReach(nodes, triggers, flow),
    ...checkContainers(nodes),
    ...checkNodes(nodes),
    ...checkUndo(nodes, triggers, flow),
    ...doubleEffects(nodes),
  ];
}

function checkEdges(flow: Flow, find: FindType): Problem[] {
  return flow.edges.flatMap((edge, index): Problem[] => {
    const exit = exitOf(edge.from, (id) => {
      const spec = flow.nodes[id];
      const type = spec && find(spec.type);
      return (type && portsOf(type, spec.config ?? {})[0]) ?? 'done';
    });
    const problems: Problem[] = [];
    const source = flow.nodes[exit.node];
    if (!source)
      problems.push({
        code: 'flow.edge_source_missing',
        path: `/edges/${index}/from`,
        message: `The line from "${edge.from}" starts at a node that does not exist.`,
      });
    if (!flow.nodes[edge.to])
      problems.push({
        code: 'flow.edge_target_missing',
        path: `/edges/${index}/to`,
        message: `The line from "${edge.from}" leads to "${edge.to}", which does not exist.`,
      });
    const type = source && find(source.type);
    if (source && type) {
      const ports = [...portsOf(type, source.config ?? {}), ...implicit];
      if (!ports.includes(exit.port)) {
        problems.push({
          code: 'flow.unknown_port',
          path: `/edges/${index}/from`,
          node: exit.node,
          message: `${source.title ?? exit.node} has no port "${exit.port}". It has ${ports.join(', ')}.`,
        });
      }
    }
    const target = flow.nodes[edge.to];
    if (target && find(target.type)?.trigger) {
      problems.push({
        code: 'flow.edge_into_trigger',
        path: `/edges/${index}/to`,
        node: edge.to,
        message: `${target.title ?? edge.to} is a trigger; nothing can lead into it.`,
      });
    }
    return problems;
  });
}

function checkSlots(flow: Flow, find: FindType): Problem[] {
  const problems: Problem[] = [];
  for (const [id, spec] of Object.entries(flow.nodes)) {
    if (spec.slot !== undefined && flow.slots?.[spec.slot] === undefined) {
      problems.push({
        code: 'flow.slot_missing',
        path: `/nodes/${id}/slot`,
        node: id,
        message: `${spec.title ?? id} asks for slot "${spec.slot}", which the flow does not declare under "slots".`,
      });
    }
    const connector = find(spec.type) && spec.type.includes('.') ? spec.type.split('.')[0] : undefined;
    if (connector !== undefined && spec.slot === undefined) {
      problems.push({
        code: 'flow.slot_required',
        path: `/nodes/${id}/slot`,
        node: id,
        message: `${spec.title ?? id} calls ${connector} and needs a slot that names the connection.`,
      });
    }
    if (connector !== undefined && spec.slot !== undefined && flow.slots?.[spec.slot] !== undefined && flow.slots[spec.slot] !== connector) {
      problems.push({
        code: 'flow.slot_mismatch',
        path: `/nodes/${id}/slot`,
        node: id,
        message: `Slot "${spec.slot}" holds a ${flow.slots[spec.slot]} connection; ${spec.title ?? id} needs ${connector}.`,
      });
    }
  }
  for (const [name, rule] of Object.entries(flow.signals ?? {})) {
    if (rule.to !== undefined && !flow.nodes[rule.to]) {
      problems.push({
        code: 'flow.signal_target_missing',
        path: `/signals/${name}/to`,
        message: `Signal "${name}" leads to "${rule.to}", which does not exist.`,
      });
    }
  }
  return problems;
}

function checkReach(nodes: Map<string, PlanNode>, triggers: string[], flow: Flow): Problem[] {
  const seen = reachedFrom(nodes, [...triggers, ...Object.values(flow.signals ?? {}).flatMap((rule) => (rule.to ? [rule.to] : []))]);
  return [...nodes.values()]
    .filter((node) => !seen.has(node.id) && !node.undoes)
    .map((node) => ({
      code: 'flow.unreachable',
      path: `/nodes/${node.id}`,
      node: node.id,
      message: `No line leads to ${node.title}. Connect it or remove it.`,
    }));
}

function checkContainers(nodes: Map<string, PlanNode>): Problem[] {
  const problems: Problem[] = [];
  for (const node of nodes.values()) {
    for (const { node: from, port } of node.ins) {
      const source = nodes.get(from)!;
      const isEntry = source.isContainer && port === 'item' && node.container === source.id;
      if (!isEntry && source.container !== node.container) {
        problems.push({
          code: 'flow.container_escape',
          path: `/nodes/${node.id}`,
          node: node.id,
          message: `${node.title} is reached from inside and from outside a container. Lead on from the container's port "done" instead.`,
        });
      }
    }
  }
  return problems;
}

function checkNodes(nodes: Map<string, PlanNode>): Problem[] {
  return [...nodes.values()].flatMap((node): Problem[] => {
    const problems: Problem[] = [];
    if (node.effectClass === 'C' && node.type.effect?.money !== false && node.spec.policy === undefined) {
      problems.push({
        code: 'flow.effect_policy_missing',
        path: `/nodes/${node.id}/policy`,
        node: node.id,
        message: `${node.title} cannot be repeated safely. Choose "at-most-once" (a lost answer parks the run) or "at-least-once" (it may happen twice).`,
      });
    }
    if (node.spec.type.startsWith('wait_for@') && node.spec.config?.['deadline'] === undefined) {
      problems.push({
        code: 'flow.unbounded_wait',
        path: `/nodes/${node.id}/config/deadline`,
        node: node.id,
        message: `${node.title} would wait for ever. Give it a deadline, such as P14D.`,
      });
    }
    return problems;
  });
}

function circleIn(nodes: Map<string, PlanNode>): string[] | undefined {
  const state = new Map<string, 'open' | 'done'>();
  const stack: string[] = [];
  const visit = (id: string): string[] | undefined => {
    state.set(id, 'open');
    stack.push(id);
    for (const targets of nodes.get(id)!.outs.values()) {
      for (const target of targets) {
        if (state.get(target) === 'open') return stack.slice(stack.indexOf(target));
        const found = state.has(target) ? undefined : visit(target);
        if (found) return found;
      }
    }
    state.set(id, 'done');
    stack.pop();
    return undefined;
  };
  for (const id of nodes.keys()) {
    const found = state.has(id) ? undefined : visit(id);
    if (found) return found;
  }
  return undefined;
}
