import { Button, Switch } from '@mantine/core';
import { Trash2, X } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import type { Flow, JsonObject, NodeTypeInfo } from '../../server/http/api.ts';
import { declaredPorts } from '../canvas/ports.ts';
import { removeNodes, setNode } from '../draft/edits/nodes.ts';
import { useEditor } from '../draft/use-editor.ts';
import { Bones } from '../states/Bones.tsx';
import { form as words } from '../text/en/form.ts';
import { withConfig } from './fixes.ts';
import { shared, sharedConfig, sharedType } from './many.ts';
import { type Place, PlaceContext } from './place.ts';

const ConfigForm = lazy(() => import('./ConfigForm.tsx'));
const nothing: JsonObject = {};

/** What several nodes share; writing a field sets it for all of them in one step. */
export function ManyNodes({
  ids,
  notes,
  flow,
  nodeTypes,
  onClose,
}: {
  ids: string[];
  notes: string[];
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  onClose: () => void;
}) {
  const editor = useEditor();
  const nodes = ids.flatMap((id) => flow.nodes[id] ?? []);
  const info = nodeTypes.find(({ type }) => type === sharedType(nodes));
  const made = useMemo(
    () =>
      info
        ? sharedConfig(
            ids.map((id) => flow.nodes[id]?.config ?? nothing),
            info.config,
          )
        : undefined,
    [info, ids, flow],
  );
  const place: Place = {
    ...{ node: ids.join('+'), flow, nodeTypes, problems: new Map(), before: new Map() },
    change: (path, value, name) =>
      editor.edit(words.edit.several(name, ids.length), (now) => ids.reduce((so, id) => withConfig(so, id, path, value), now), {
        field: `${ids.join('+')}/${path.join('/')}`,
      }),
  };
  const off = shared(nodes.map((node) => node.off === true));
  const mainPort = (id: string) => {
    const node = editor.get().flow.nodes[id];
    return (
      node &&
      declaredPorts(
        node,
        nodeTypes.find(({ type }) => type === node.type),
      )[0]
    );
  };
  const count = ids.length;
  return (
    <PlaceContext value={place}>
      <header className="form-head">
        <div className="form-head-names">
          <h2>
            {words.many.title(count)}
            {notes.length > 0 ? ` ${words.many.notes(notes.length)}` : ''}
          </h2>
          <p>{info ? info.title : words.many.notShared}</p>
        </div>
        <button type="button" className="form-icon" aria-label={words.close} onClick={onClose}>
          <X size={16} aria-hidden />
        </button>
      </header>
      {count > 0 ? (
        <section className="form-part" aria-label={words.many.shared}>
          {made ? (
            <Suspense fallback={<Bones rows={4} />}>
              <ConfigForm config={made.config} schema={made.schema} place={place} />
            </Suspense>
          ) : null}
          <Switch
            label={words.many.off}
            description={off === 'mixed' ? words.many.mixedHint : words.many.offHint}
            checked={off !== 'mixed' && off.value === true}
            onChange={(event) => {
              const isOff = event.currentTarget.checked;
              editor.edit(words.edit.several(isOff ? words.head.off : words.head.on, count), (now) =>
                ids.reduce((so, id) => setNode(so, id, { off: isOff ? true : undefined }), now),
              );
            }}
          />
        </section>
      ) : null}
      <section className="form-part">
        <Button
          className="danger"
          leftSection={<Trash2 size={14} aria-hidden />}
          onClick={() => editor.edit(words.many.remove(count), (now) => removeNodes(now, [...ids, ...notes], { mainPort }))}
        >
          {words.many.remove(count)}
          {notes.length > 0 ? ` ${words.many.notes(notes.length)}` : ''}
        </Button>
      </section>
    </PlaceContext>
  );
}
