import { Button, Menu } from '@mantine/core';
import { ChevronDown, ClipboardPaste, Pin as PinIcon, Search } from 'lucide-react';
import { useState } from 'react';
import type { RunInfo } from '../../server/http/api.ts';
import { useSamples } from '../api/expressions.ts';
import { usePastOrders, useShippedSample } from '../api/try.ts';
import { nameOfPin, type Pin } from '../expression/pinned-sample.ts';
import { moneyOf } from '../show/amount.ts';
import { momentOf } from '../show/moment.ts';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { FindOrder } from './FindOrder.tsx';
import { PasteDocument } from './PasteDocument.tsx';

interface SampleMenuProps {
  flowId: string;
  pin: Pin | undefined;
  onChoose: (pin: Pin) => void;
}

/** The order on trial, and all it could be: a sample, the one that comes with the flow, a real one, or a pasted document. */
export function SampleMenu({ flowId, pin, onChoose }: SampleMenuProps) {
  const samples = useSamples(flowId).data ?? [];
  const past = usePastOrders(flowId).data ?? [];
  const shipped = useShippedSample(flowId).data;
  const [asking, setAsking] = useState<'paste' | 'key'>();
  const done = (next: Pin) => {
    onChoose(next);
    setAsking(undefined);
  };
  return (
    <>
      <Menu position="bottom-start" width={360} withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button className="try-sample" leftSection={<PinIcon size={14} aria-hidden />} rightSection={<ChevronDown size={14} aria-hidden />}>
            <span className="cut">
              {pin
                ? pin.kind === 'run'
                  ? sayOrder(
                      past.find(({ id }) => id === pin.id),
                      pin.key,
                    )
                  : nameOfPin(pin)
                : words.pick}
            </span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="try-menu">
          {samples.length > 0 && <Menu.Label>{words.samples}</Menu.Label>}
          {samples.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => onChoose({ kind: 'sample', id, name })}>
              {name}
            </Menu.Item>
          ))}
          {shipped && <Menu.Label>{words.shipped}</Menu.Label>}
          {shipped && <Menu.Item onClick={() => onChoose({ kind: 'json', name: words.shippedName, body: shipped })}>{words.shippedName}</Menu.Item>}
          <Menu.Label>{past.length === 0 ? words.noPast : words.past}</Menu.Label>
          {past.map((run) => (
            <Menu.Item key={run.id} onClick={() => onChoose({ kind: 'run', id: run.id, key: run.keys[0] ?? run.id })}>
              <span className="try-run">
                <b>{sayOrder(run, run.keys[0] ?? run.id)}</b>
                <span>
                  {en.status[run.status]}, {momentOf(run.startedAt)}
                </span>
              </span>
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Search size={14} aria-hidden />} onClick={() => setAsking('key')}>
            {words.more}
          </Menu.Item>
          <Menu.Item leftSection={<ClipboardPaste size={14} aria-hidden />} onClick={() => setAsking('paste')}>
            {words.paste}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === 'paste' && <PasteDocument onChoose={done} onClose={() => setAsking(undefined)} />}
      {asking === 'key' && <FindOrder flowId={flowId} onChoose={done} onClose={() => setAsking(undefined)} />}
    </>
  );
}

const sayOrder = (run: RunInfo | undefined, key: string): string => `${words.order(key)}${run?.amount ? `, ${moneyOf(run.amount)}` : ''}`;
