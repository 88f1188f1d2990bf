/** Writes a flow as a tree: every node once, where the main path reaches it; elsewhere "goes to". */
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { rootsOf } from '../canvas/layout.ts';
import { type CardPort, declaredPorts, originOf, portsOf, wiredPorts } from '../canvas/ports.ts';
import { lineOf, titleOf } from '../canvas/words.ts';

export type OutlineRow =
  | {
      kind: 'node';
      key: string;
      depth: number;
      parent: string | undefined;
      id: string;
      title: string;
      line: string;
      group: string;
      icon: string;
      opens: boolean;
    }
  | { kind: 'port'; key: string; depth: number; parent: string; node: string; port: string; words: string; target?: { id: string; title: string } };

/** Rows in reading order, which is the order of the canvas. */
export function outlineOf(flow: Flow, nodeTypes: readonly NodeTypeInfo[]): OutlineRow[] {
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const wired = wiredPorts(flow);
  const rows: OutlineRow[] = [];
  const written = new Set<string>();
  /** Nodes a port higher up will write below itself. */
  const claimed = new Set<string>();
  const info = (id: string) => types.get(flow.nodes[id]!.type);
  const titleAt = (id: string) => titleOf(flow.nodes[id]!, info(id));
  const targetsAt = (id: string, port: string) => {
    const first = declaredPorts(flow.nodes[id]!, info(id))[0] ?? '';
    return flow.edges.filter((edge) => originOf(edge).node === id && (originOf(edge).port ?? first) === port && flow.nodes[edge.to]).map((edge) => edge.to);
  };
  const spine = new Set<string>();
  const mainOf = (id: string, ports: CardPort[]) => ports.flatMap((port) => targetsAt(id, port.name))[0];
  const portsAt = (id: string) => portsOf(flow.nodes[id]!, info(id), wired.get(id));
  for (const root of rootsOf(flow)) for (let at: string | undefined = root; at && !spine.has(at); at = mainOf(at, portsAt(at))) spine.add(at);

  const write = (start: string, depth: number, parent: string | undefined) => {
    let level = depth;
    for (let at: string | undefined = start; at && !written.has(at); ) {
      const id: string = at;
      written.add(id);
      const ports = portsAt(id);
      const main: string | undefined = ports
        .flatMap((port) => targetsAt(id, port.name))
        .find((target) => !written.has(target) && !claimed.has(target) && spine.has(target) === spine.has(id));
      const shown = ports.flatMap((port) => (port.named || targetsAt(id, port.name).length > 1 ? [port] : []));
      const dead = !main && ports.some((port) => targetsAt(id, port.name).length > 0) && shown.length === 0 ? ports : [];
      rows.push({
        kind: 'node',
        key: id,
        depth: level,
        parent,
        id,
        title: titleAt(id),
        line: lineOf(flow.nodes[id]!, info(id)),
        group: info(id)?.group ?? 'unknown',
        icon: info(id)?.icon ?? 'circle-help',
        opens: shown.length + dead.length > 0,
      });
      const own = new Set(
        shown
          .flatMap((port) => targetsAt(id, port.name))
          .filter((target) => target !== main && !written.has(target) && !claimed.has(target) && !spine.has(target)),
      );
      for (const target of own) claimed.add(target);
      for (const port of [...shown, ...dead]) writePort(id, port, main, own, level + 1);
      at = main;
      if (level === 0) level = 1;
    }
  };
  const writePort = (id: string, port: CardPort, main: string | undefined, own: ReadonlySet<string>, depth: number) => {
    const targets = targetsAt(id, port.name);
    const base = { kind: 'port' as const, depth, parent: id, node: id, port: port.name };
    if (targets.length === 0) rows.push({ ...base, key: `${id}.${port.name}`, words: port.end === 'parks run' ? 'parks the run' : 'ends the run' });
    targets.forEach((target) => {
      const key = `${id}.${port.name}>${target}`;
      if (target === main && own.size === 0) rows.push({ ...base, key, words: 'continues below' });
      else if (!own.has(target) || written.has(target)) rows.push({ ...base, key, words: 'goes to', target: { id: target, title: titleAt(target) } });
      else {
        rows.push({ ...base, key, words: '' });
        write(target, depth + 1, key);
      }
    });
  };
  for (const id of [...rootsOf(flow), ...Object.keys(flow.nodes)]) if (!written.has(id)) write(id, 0, undefined);
  return rows;
}
