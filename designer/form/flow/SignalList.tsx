import { Button, Select, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import type { Flow, Json, JsonObject, NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { titleOf } from '../../canvas/words.ts';
import { setFlow } from '../../draft/edits/nodes.ts';
import { useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { AnyInput } from '../fields/AnyInput.tsx';
import { ProblemLines } from '../node/ProblemLines.tsx';
import { renameSignal } from '../rename.ts';
import { useTyped } from '../typed.ts';
import { NameInput } from './NameInput.tsx';

type Rule = NonNullable<Flow['signals']>[string];

const { flow: said } = words;
const anything: JsonObject = { type: 'string' };

/** Signals that reach a run of this flow wherever it stands. */
export function SignalList({ flow, nodeTypes, problems }: { flow: Flow; nodeTypes: NodeTypeInfo[]; problems: readonly Problem[] }) {
  const editor = useEditor();
  const rules = Object.entries(flow.signals ?? {});
  const add = () => {
    const name = freshName(flow);
    editor.edit(said.edit.signal(name), (now) => setFlow(now, { signals: { ...now.signals, [name]: {} } }));
  };
  return (
    <section className="form-part" data-pointer="/signals" aria-label={said.signals}>
      <h3>{said.signals}</h3>
      {rules.length === 0 ? <p className="hint">{said.signalsNone}</p> : null}
      {rules.map(([name, rule]) => (
        <Signal key={name} name={name} rule={rule} flow={flow} nodeTypes={nodeTypes} />
      ))}
      <ProblemLines problems={problems} />
      <Button size="xs" variant="subtle" leftSection={<Plus size={14} aria-hidden />} onClick={add}>
        {said.addSignal}
      </Button>
    </section>
  );
}

function Signal({ name, rule, flow, nodeTypes }: { name: string; rule: Rule; flow: Flow; nodeTypes: NodeTypeInfo[] }) {
  const editor = useEditor();
  const set = (fields: { [K in keyof Rule]?: Rule[K] | undefined }, field: string) =>
    editor.edit(
      said.edit.signal(name),
      (now) => {
        const merged = Object.entries({ ...now.signals?.[name], ...fields }).filter(([, value]) => value !== undefined);
        return setFlow(now, { signals: { ...now.signals, [name]: Object.fromEntries(merged) as Rule } }); // only absent fields went
      },
      { field: `/signals/${name}/${field}` },
    );
  const remove = () =>
    editor.edit(words.edit.clear(said.edit.signal(name)), (now) => {
      const { [name]: _gone, ...others } = now.signals ?? {};
      return setFlow(now, { signals: Object.keys(others).length === 0 ? undefined : others });
    });
  const on = useTyped(
    rule.on,
    (value) => String(value ?? ''),
    (text) => ({ value: text === '' ? undefined : text }),
    (value) => set({ on: typeof value === 'string' ? value : undefined }, 'on'),
  );
  const id = `signal-${name}`;
  const nodes = Object.entries(flow.nodes).map(([value, node]) => ({
    value,
    label: titleOf(
      node,
      nodeTypes.find(({ type }) => type === node.type),
    ),
  }));
  return (
    <fieldset className="form-row" data-pointer={`/signals/${name}`}>
      <legend className="hidden-words">{said.edit.signal(name)}</legend>
      <div className="form-row-head">
        <NameInput
          name={name}
          taken={flow.signals ?? {}}
          label={said.signalName(name)}
          onRename={(to) => editor.edit(said.edit.renameSignal(name, to), (now) => renameSignal(now, name, to))}
        />
        <button type="button" className="form-icon" aria-label={said.removeSignal(name)} onClick={remove}>
          <X size={14} aria-hidden />
        </button>
      </div>
      <TextInput
        wrapperProps={{ 'data-pointer': `/signals/${name}/on` }}
        label={said.on}
        placeholder={name}
        value={on.text}
        spellCheck={false}
        onChange={(event) => on.type(event.currentTarget.value)}
      />
      <div className="form-field" data-pointer={`/signals/${name}/key`}>
        <div className="form-label">
          <label htmlFor={id}>{said.signalKey}</label>
        </div>
        <AnyInput
          id={id}
          label={said.signalKey}
          schema={anything}
          value={rule.key as Json | undefined}
          required={false}
          path={['signals', name, 'key']}
          onChange={(value) => set({ key: value as Rule['key'] }, 'key')} // AnyInput gives a text or an expression here
        />
      </div>
      <Select
        label={said.to}
        wrapperProps={{ 'data-pointer': `/signals/${name}/to` }}
        placeholder={said.cancels}
        clearable
        searchable
        data={nodes}
        value={rule.to ?? null}
        onChange={(to) => set({ to: to ?? undefined }, 'to')}
      />
    </fieldset>
  );
}

function freshName({ signals = {} }: Flow): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? 'cancel' : `cancel_${n}`;
    if (!Object.hasOwn(signals, name)) return name;
  }
}
