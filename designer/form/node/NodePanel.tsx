import { Tabs, Textarea } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import type { FlowNode } from '../../../flows/flow.ts';
import type { Flow, JsonObject, NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { titleOf } from '../../canvas/words.ts';
import { setNode } from '../../draft/edits/nodes.ts';
import { useEdited, useEditor } from '../../draft/use-editor.ts';
import { ErrorBoundary } from '../../run/ErrorBoundary.tsx';
import { Bones } from '../../states/Bones.tsx';
import { form as words } from '../../text/en/form.ts';
import { carryPorts } from '../carry-ports.ts';
import { withConfig } from '../fixes.ts';
import { type Place, PlaceContext, pointerIn } from '../place.ts';
import { byHome, problemsOf } from '../problems.ts';
import { useTyped } from '../typed.ts';
import { EffectPart } from './EffectPart.tsx';
import { NodeHead } from './NodeHead.tsx';
import { PortList } from './PortList.tsx';
import { ProblemLines } from './ProblemLines.tsx';
import { RetryLine } from './RetryLine.tsx';
import { SlotField } from './SlotField.tsx';
import { UnknownNode } from './UnknownNode.tsx';

const ConfigForm = lazy(() => import('../ConfigForm.tsx'));
const DataPart = lazy(() => import('./DataPart.tsx'));
const nothing: JsonObject = {};

/** Everything one node is set to. */
export function NodePanel({ id, flow, nodeTypes, onClose }: { id: string; flow: Flow; nodeTypes: NodeTypeInfo[]; onClose: () => void }) {
  const editor = useEditor();
  const node = flow.nodes[id]!; // the panel is opened for a node of this flow
  const info = nodeTypes.find((one) => one.type === node.type);
  const all = useEdited((state) => state.problems);
  const problems = useMemo(() => byHome(problemsOf(id, flow, all), info?.config), [id, flow, all, info]);
  const before = useMemo(() => new Map(), []);
  const place: Place = {
    ...{ node: id, flow, nodeTypes, problems, before },
    change(path, value, name) {
      editor.edit(name, (now) => carryPorts(now, withConfig(now, id, path, value), id, info), { field: pointerIn(place, path) });
    },
  };
  const at = (home: string): Problem[] => problems.get(home) ?? [];
  const title = titleOf(node, info);
  return (
    <PlaceContext value={place}>
      <NodeHead id={id} node={node} info={info} onClose={onClose} />
      {node.off ? <p className="form-off">{words.head.isOff}</p> : null}
      <Tabs defaultValue="settings" keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="settings">{words.tabs.settings}</Tabs.Tab>
          {info?.trigger === undefined ? <Tabs.Tab value="data">{words.tabs.data}</Tabs.Tab> : null}
          <Tabs.Tab value="ports">{words.tabs.ports}</Tabs.Tab>
          <Tabs.Tab value="note">{words.tabs.note}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="settings">
          {[...at('node'), ...at('type')].length > 0 ? (
            <div className="form-part">
              <ProblemLines problems={[...at('node'), ...at('type')]} />
            </div>
          ) : null}
          {info ? <SlotField id={id} node={node} info={info} title={title} problems={at('slot')} /> : null}
          {info ? <Config node={node} info={info} place={place} problems={at('config')} /> : <UnknownNode node={node} />}
          {info?.effect ? <RetryLine id={id} node={node} flow={flow} title={title} problems={[...at('retry'), ...at('timeout')]} /> : null}
          <EffectPart id={id} node={node} info={info} title={title} problems={at('policy')} />
        </Tabs.Panel>
        <Tabs.Panel value="data">
          <Suspense fallback={<Bones rows={4} />}>
            <DataPart id={id} flow={flow} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="ports">
          <PortList id={id} flow={flow} nodeTypes={nodeTypes} problems={at('ports')} />
        </Tabs.Panel>
        <Tabs.Panel value="note">
          <Description id={id} node={node} title={title} />
        </Tabs.Panel>
      </Tabs>
    </PlaceContext>
  );
}

function Config({ node, info, place, problems }: { node: FlowNode; info: NodeTypeInfo; place: Place; problems: readonly Problem[] }) {
  const properties = info.config['properties'];
  if (!properties || Object.keys(properties).length === 0) return problems.length > 0 ? <ProblemLines problems={problems} /> : null;
  return (
    <section className="form-part" aria-label={words.tabs.settings}>
      <ProblemLines problems={problems} />
      <ErrorBoundary fallback={<UnknownNode node={node} />}>
        <Suspense fallback={<Bones rows={4} />}>
          <ConfigForm config={node.config ?? nothing} schema={info.config} place={place} />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}

function Description({ id, node, title }: { id: string; node: FlowNode; title: string }) {
  const editor = useEditor();
  const typed = useTyped(
    node.description,
    (value) => String(value ?? ''),
    (text) => ({ value: text === '' ? undefined : text }),
    (value) =>
      editor.edit(words.edit.describe(title), (now) => setNode(now, id, { description: typeof value === 'string' ? value : undefined }), {
        field: `/nodes/${id}/description`,
      }),
  );
  return (
    <section className="form-part">
      <Textarea
        label={words.note.label}
        description={words.note.hint}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={2_000}
        value={typed.text}
        onChange={(event) => typed.type(event.currentTarget.value)}
      />
    </section>
  );
}
