import { SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { Flow, Json, JsonObject, NodeTypeInfo, Problem } from '../../../server/http/api.ts';
import { useFlows } from '../../api/flows.ts';
import { setFlow } from '../../draft/edits/nodes.ts';
import { useEdited, useEditor } from '../../draft/use-editor.ts';
import { form as words } from '../../text/en/form.ts';
import { AnyInput } from '../fields/AnyInput.tsx';
import { ZoneInput } from '../inputs/ChoiceInputs.tsx';
import { ProblemLines } from '../node/ProblemLines.tsx';
import { type Place, PlaceContext } from '../place.ts';
import { partsOf } from '../problems.ts';
import { useTyped } from '../typed.ts';
import { SignalList } from './SignalList.tsx';
import { SlotList } from './SlotList.tsx';

const { flow: said } = words;
const anything: JsonObject = { type: 'string' };

/** What holds for the whole flow, shown while nothing is chosen. */
export function FlowSettings({ flow, nodeTypes, onClose }: { flow: Flow; nodeTypes: NodeTypeInfo[]; onClose?: (() => void) | undefined }) {
  const editor = useEditor();
  const all = useEdited((state) => state.problems);
  const flows = useFlows().data ?? [];
  const place = useMemo<Place>(() => ({ node: '', flow, nodeTypes, problems: new Map(), before: new Map(), change: () => undefined }), [flow, nodeTypes]);
  const at = (...tops: string[]): Problem[] => all.filter(({ path, node }) => node === undefined && tops.includes(partsOf(path)[0] ?? ''));
  const set = (name: string, fields: Parameters<typeof setFlow>[1], field: string) => editor.edit(name, (now) => setFlow(now, fields), { field });
  const text = (value: Json | undefined) => String(value ?? '');
  const read = (written: string) => ({ value: written === '' ? undefined : written });
  const title = useTyped(
    flow.title,
    text,
    (written) => (written.trim() === '' ? undefined : { value: written }),
    (value) => set(said.edit.title(text(value)), { title: text(value) }, '/title'),
  );
  const description = useTyped(flow.description, text, read, (value) =>
    set(said.edit.description, { description: typeof value === 'string' ? value : undefined }, '/description'),
  );
  const others = flows.filter(({ id }) => id !== flow.id).map(({ id, title: label }) => ({ value: id, label }));
  const asKey = (value: Json | undefined) => value as Flow['key'] | undefined; // AnyInput gives a text or an expression here
  return (
    <PlaceContext value={place}>
      <header className="form-head">
        <h2 className="form-head-names">{said.title}</h2>
        {onClose ? (
          <button type="button" className="form-icon" aria-label={words.close} onClick={onClose}>
            <X size={16} aria-hidden />
          </button>
        ) : null}
      </header>
      <section className="form-part" aria-label={said.title}>
        <ProblemLines problems={at('', 'id', 'title', 'nodes')} />
        <TextInput
          label={said.name}
          wrapperProps={{ 'data-pointer': '/title' }}
          value={title.text}
          error={title.isBroken ? words.misfit.required : undefined}
          onChange={(event) => title.type(event.currentTarget.value)}
          onBlur={title.settle}
        />
        <Textarea
          label={said.description}
          wrapperProps={{ 'data-pointer': '/description' }}
          autosize
          minRows={2}
          maxRows={8}
          value={description.text}
          onChange={(event) => description.type(event.currentTarget.value)}
        />
        <Labeled id="flow-key" pointer="/key" label={said.key} hint={said.keyHint}>
          <AnyInput
            id="flow-key"
            label={said.key}
            schema={anything}
            value={flow.key as Json | undefined}
            required
            path={['key']}
            describedBy="flow-key--hint"
            onChange={(value) => set(said.edit.key, { key: asKey(value) }, '/key')}
          />
          <ProblemLines problems={at('key')} />
        </Labeled>
        <Labeled id="flow-zone" pointer="/zone" label={said.zone} hint={said.zoneHint}>
          <ZoneInput
            id="flow-zone"
            label={said.zone}
            schema={anything}
            value={flow.zone}
            required={false}
            describedBy="flow-zone--hint"
            onChange={(value) => set(said.edit.zone(text(value)), { zone: typeof value === 'string' ? value : undefined }, '/zone')}
          />
          <ProblemLines problems={at('zone')} />
        </Labeled>
      </section>
      <SlotList flow={flow} problems={at('slots')} />
      <SignalList flow={flow} nodeTypes={nodeTypes} problems={at('signals')} />
      <section className="form-part" aria-label={said.lane}>
        <h3>{said.lane}</h3>
        <Labeled id="flow-lane" pointer="/lane/key" label={said.laneKey} hint={said.laneHint}>
          <AnyInput
            id="flow-lane"
            label={said.laneKey}
            schema={anything}
            value={flow.lane?.key as Json | undefined}
            required={false}
            path={['lane', 'key']}
            describedBy="flow-lane--hint"
            onChange={(value) => set(said.edit.lane, { lane: value === undefined ? undefined : { ...flow.lane, key: asKey(value) ?? '' } }, '/lane')}
          />
          <ProblemLines problems={at('lane')} />
        </Labeled>
        {flow.lane ? (
          <Labeled id="flow-stuck" pointer="/lane/stuck" label={said.stuck}>
            <SegmentedControl
              fullWidth
              aria-label={said.stuck}
              data={(['wait', 'pass'] as const).map((value) => ({ value, label: said.stuckWords[value] }))}
              value={flow.lane.stuck ?? 'wait'}
              onChange={(value) =>
                flow.lane && set(said.edit.lane, { lane: value === 'pass' ? { ...flow.lane, stuck: 'pass' } : { key: flow.lane.key } }, '/lane/stuck')
              }
            />
          </Labeled>
        ) : null}
      </section>
      <section className="form-part" aria-label={said.onFailure}>
        <Labeled id="flow-failure" pointer="/onFailure" label={said.onFailure} hint={said.onFailureHint[flow.onFailure ?? 'park']}>
          <SegmentedControl
            fullWidth
            aria-label={said.onFailure}
            data={(['park', 'compensate'] as const).map((value) => ({ value, label: said.onFailureWords[value] }))}
            value={flow.onFailure ?? 'park'}
            onChange={(value) => set(said.edit.onFailure, { onFailure: value === 'compensate' ? 'compensate' : undefined }, '/onFailure')}
          />
          <ProblemLines problems={at('onFailure')} />
        </Labeled>
        <Labeled id="flow-parked" pointer="/onParked" label={said.onParked} hint={said.onParkedHint}>
          <Select
            id="flow-parked"
            aria-describedby="flow-parked--hint"
            data={others}
            value={flow.onParked?.subflow ?? null}
            placeholder={said.nobody}
            clearable
            searchable
            onChange={(value) => set(said.edit.onParked, { onParked: value === null ? undefined : { subflow: value } }, '/onParked')}
          />
          <ProblemLines problems={at('onParked')} />
        </Labeled>
      </section>
    </PlaceContext>
  );
}

function Labeled({ id, pointer, label, hint, children }: { id: string; pointer: string; label: string; hint?: string; children: React.ReactNode }) {
  return (
    <div className="form-field" data-pointer={pointer}>
      <div className="form-label">
        <label htmlFor={id}>{label}</label>
      </div>
      {children}
      {hint === undefined ? null : (
        <p className="hint" id={`${id}--hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
