import { Button } from '@mantine/core';
import { Pause as PauseIcon, Play } from 'lucide-react';
import { useState } from 'react';
import type { ConnectionInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useConnectionSwitch } from '../api/connections.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.connectors.page;

/** Pauses or resumes a connection, with the reason. */
export function Pause({ connection: { id, title, paused } }: { connection: ConnectionInfo }) {
  const [asking, setAsking] = useState(false);
  const flip = useConnectionSwitch(id);
  const act = paused ? 'resume' : 'pause';
  return (
    <>
      <Button leftSection={paused ? <Play size={14} /> : <PauseIcon size={14} />} onClick={() => setAsking(true)}>
        {paused ? words.resume : words.pause}
      </Button>
      {asking ? (
        <ReasonDialog
          title={paused ? words.resumeTitle(title) : words.pauseTitle(title)}
          what={paused ? words.resumeWhat : words.pauseWhat}
          go={paused ? words.resumeGo : words.pauseGo}
          busy={flip.isPending}
          onClose={() => setAsking(false)}
          onGo={(reason) =>
            flip.mutate(
              { act, reason },
              {
                onSuccess: () => {
                  setAsking(false);
                  say(paused ? words.didResume : words.didPause);
                },
                onError: sayRefused,
              },
            )
          }
        />
      ) : null}
    </>
  );
}
