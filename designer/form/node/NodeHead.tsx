import { Menu, TextInput } from '@mantine/core';
import { Copy, Ellipsis, Power, PowerOff, Trash2, X } from 'lucide-react';
import type { FlowNode } from '../../../flows/flow.ts';
import type { NodeTypeInfo } from '../../../server/http/api.ts';
import { NodeTile } from '../../canvas/NodeIcon.tsx';
import { declaredPorts } from '../../canvas/ports.ts';
import { lineOf, titleOf } from '../../canvas/words.ts';
import { removeNodes, setNode } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { usePlace } from '../place.ts';
import { useTyped } from '../typed.ts';

const { head: said } = words;

/** Which node this is: its title to be written over, its id, what it is set to, and what can be done to it as a whole. */
export function NodeHead({ id, node, info, onClose }: { id: string; node: FlowNode; info: NodeTypeInfo | undefined; onClose: () => void }) {
  const editor = useEditor();
  const { nodeTypes } = usePlace();
  const title = titleOf(node, info);
  const typed = useTyped(
    node.title,
    (value) => String(value ?? ''),
    (text) => ({ value: text === '' ? undefined : text.slice(0, 200) }),
    (value) =>
      editor.edit(
        words.edit.rename(typeof value === 'string' ? value : (info?.title ?? id)),
        (now) => setNode(now, id, { title: typeof value === 'string' ? value : undefined }),
        {
          field: `/nodes/${id}/title`,
        },
      ),
  );
  // A title is not said twice: a node that kept the name of its type shows only what it is set to.
  const line = info && lineOf(node, info);
  const kind =
    info === undefined ? `${node.type}, ${said.missing}` : [info.title, line].filter((word, at, all) => word !== title && all.indexOf(word) === at).join(', ');
  const mainPort = (one: string) => {
    const other = editor.get().flow.nodes[one];
    return (
      other &&
      declaredPorts(
        other,
        nodeTypes.find(({ type }) => type === other.type),
      )[0]
    );
  };
  return (
    <header className="form-head">
      <NodeTile name={info?.icon ?? 'circle-help'} group={info?.group ?? 'unknown'} />
      <div className="form-head-names">
        <div className="form-head-title">
          <TextInput
            aria-label={said.title}
            wrapperProps={{ 'data-pointer': `/nodes/${id}/title` }}
            variant="unstyled"
            style={{ '--chars': (typed.text || (info?.title ?? id)).length } as React.CSSProperties}
            value={typed.text}
            placeholder={info?.title ?? id}
            onChange={(event) => typed.type(event.currentTarget.value)}
          />
          <span className="mono quiet cut">{id}</span>
        </div>
        <p className="cut" title={kind}>
          {kind}
        </p>
      </div>
      <Menu position="bottom-end">
        <Menu.Target>
          <button type="button" className="form-icon" aria-label={said.more}>
            <Ellipsis size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={node.off ? <Power size={14} aria-hidden /> : <PowerOff size={14} aria-hidden />}
            onClick={() =>
              editor.edit(node.off ? words.edit.on(title) : words.edit.off(title), (now) => setNode(now, id, { off: node.off ? undefined : true }))
            }
          >
            {node.off ? said.on : said.off}
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={14} aria-hidden />} onClick={() => void navigator.clipboard?.writeText(id)}>
            {said.copyId}
          </Menu.Item>
          <Menu.Item
            leftSection={<Trash2 size={14} aria-hidden />}
            color="var(--parked)"
            onClick={() => editor.edit(words.edit.remove(title), (now) => removeNodes(now, [id], { mainPort }))}
          >
            {said.remove}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <button type="button" className="form-icon" aria-label={words.close} onClick={onClose}>
        <X size={16} aria-hidden />
      </button>
    </header>
  );
}
