import { Button } from '@mantine/core';
import { ClipboardPaste, FlaskConical } from 'lucide-react';
import { useState } from 'react';
import type { Flow } from '../../server/http/api.ts';
import type { Pin } from '../expression/pinned-sample.ts';
import { useExample } from '../expression/use-example.ts';
import { tryWords as words } from '../text/en/try.ts';
import { PasteDocument } from './PasteDocument.tsx';

/** Before any order is on trial: one made up from what the trigger says it gives, or a pasted one. */
export function NoSample({ flow, onChoose }: { flow: Flow; onChoose: (pin: Pin) => void }) {
  const [pasting, setPasting] = useState(false);
  const { data } = useExample(flow);
  return (
    <div className="try-empty">
      <p>{words.empty}</p>
      <div className="try-begin">
        <Button
          leftSection={<FlaskConical size={14} aria-hidden />}
          disabled={data === undefined}
          onClick={() => data && onChoose({ kind: 'json', name: words.madeUp, body: data.trigger })}
        >
          {words.tryMadeUp}
        </Button>
        <Button leftSection={<ClipboardPaste size={14} aria-hidden />} onClick={() => setPasting(true)}>
          {words.paste}
        </Button>
      </div>
      {pasting && (
        <PasteDocument
          onChoose={(pin) => {
            setPasting(false);
            onChoose(pin);
          }}
          onClose={() => setPasting(false)}
        />
      )}
    </div>
  );
}
