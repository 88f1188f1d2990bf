import { Button, SegmentedControl } from '@mantine/core';
import { Copy, Eye } from 'lucide-react';
import { useState } from 'react';
import { useDeliveryBody } from '../api/deliveries.ts';
import { say } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import { readable } from './outcome.ts';

const words = en.deliveries;

/** The body of a message, once somebody asks for it: readable, or as it came. */
export function DeliveryBody({ id }: { id: string }) {
  const [reading, setReading] = useState(false);
  const [form, setForm] = useState('pretty');
  const body = useDeliveryBody(id, reading);
  if (!reading)
    return (
      <div className="delivery-show">
        <Button leftSection={<Eye size={14} />} onClick={() => setReading(true)}>
          {words.show}
        </Button>
        <span className="hint">{words.audited}</span>
      </div>
    );
  if (body.isPending) return <Bones rows={4} />;
  if (body.isError) return <PanelError title={words.bodyFailed} error={body.error} onAgain={() => void body.refetch()} />;
  const text = body.data.body;
  return (
    <>
      <div className="delivery-show">
        <SegmentedControl
          aria-label={words.bodyForm}
          value={form}
          onChange={setForm}
          data={[
            { value: 'pretty', label: words.pretty },
            { value: 'raw', label: words.raw },
          ]}
        />
        <Button leftSection={<Copy size={14} />} onClick={() => void navigator.clipboard?.writeText(text).then(() => say(words.copied))}>
          {words.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard */}
      <pre className="mono delivery-body" tabIndex={0}>
        {form === 'pretty' ? readable(text) : text}
      </pre>
      <p className="hint">{words.headersNot}</p>
    </>
  );
}
