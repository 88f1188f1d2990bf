import { Select } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Flow, NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { titleOf } from '../../canvas/words.ts';
import { connect, disconnect, lineName, whyNot } from '../../draft/edits/lines.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { type PortWay, waysOf } from '../port-ways.ts';
import { ProblemLines } from './ProblemLines.tsx';

const { ports: said } = words;

/** Every way out of a node, where it leads, and the buttons that change it. */
export function PortList({ id, flow, nodeTypes, problems }: { id: string; flow: Flow; nodeTypes: NodeTypeInfo[]; problems: readonly Problem[] }) {
  const ways = useMemo(() => waysOf(flow, id, nodeTypes), [flow, id, nodeTypes]);
  return (
    <section className="form-part" aria-label={said.title}>
      {ways.length === 0 ? <p className="hint">{said.none}</p> : null}
      <ul className="form-ports">
        {ways.map((way) => (
          <Port key={way.name} way={way} flow={flow} nodeTypes={nodeTypes} />
        ))}
      </ul>
      <ProblemLines problems={problems} />
    </section>
  );
}

function Port({ way, flow, nodeTypes }: { way: PortWay; flow: Flow; nodeTypes: NodeTypeInfo[] }) {
  const editor = useEditor();
  const [isChoosing, setChoosing] = useState(false);
  return (
    <li>
      <div className="form-port-head">
        <b>{way.name}</b>
        <span className="form-kind">{said.word[way.name] ?? (way.isDefault ? said.default : '')}</span>
        <button type="button" className="form-icon" aria-label={said.connectOf(way.name)} aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
          <Plus size={14} aria-hidden />
        </button>
      </div>
      {way.lines.map(({ edge, to, title }) => (
        <div className="form-port-line" key={lineName(edge)}>
          <span aria-hidden>→</span>
          <button type="button" className="form-fix cut" aria-label={said.goTo(title)} onClick={() => editor.select([to])}>
            {title}
          </button>
          <button
            type="button"
            className="form-icon"
            aria-label={said.removeOf(way.name, title)}
            onClick={() => editor.edit(words.edit.disconnect(way.name, title), (now) => disconnect(now, [lineName(edge)]))}
          >
            <X size={14} aria-hidden />
          </button>
        </div>
      ))}
      {way.lines.length === 0 ? <p className="hint">{way.end}</p> : null}
      {isChoosing ? <Chooser way={way} flow={flow} nodeTypes={nodeTypes} onDone={() => setChoosing(false)} /> : null}
    </li>
  );
}

/** Nodes a line may lead to; those it may not say why. */
function Chooser({ way, flow, nodeTypes, onDone }: { way: PortWay; flow: Flow; nodeTypes: NodeTypeInfo[]; onDone: () => void }) {
  const editor = useEditor();
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const data = Object.entries(flow.nodes).map(([value, node]) => {
    const title = titleOf(node, types.get(node.type));
    const why = whyNot(flow, types, way.from, value);
    return { value, label: why === undefined ? title : said.whyNot(title, why), disabled: why !== undefined, title };
  });
  return (
    <Select
      aria-label={said.connectOf(way.name)}
      placeholder={said.choose}
      data={data.toSorted((one, other) => Number(one.disabled) - Number(other.disabled))}
      value={null}
      searchable
      autoFocus
      defaultDropdownOpened
      onChange={(to) => {
        const chosen = data.find(({ value }) => value === to);
        if (chosen) editor.edit(words.edit.connect(way.name, chosen.title), (now) => connect(now, way.from, chosen.value));
        onDone();
      }}
    />
  );
}
