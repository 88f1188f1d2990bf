import { Button } from '@mantine/core';
import { CircleX, Lock, RotateCcw } from 'lucide-react';
import { ApiError } from '../api/client.ts';
import { en } from '../text/en.ts';

const detailsOf = (error: unknown): string =>
  error instanceof ApiError ? [error.message, error.code, error.requestId && `request ${error.requestId}`].filter(Boolean).join('\n') : String(error);

/** One panel could not be shown; the rest of the page stays. */
export function PanelError({ title, error, onAgain }: { title: string; error: unknown; onAgain: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  if (known?.status === 403) return <NoRight message={known.message} />;
  return (
    <div className="empty" role="alert">
      <CircleX size={22} color="var(--parked)" aria-hidden />
      <h2>{title}</h2>
      <p>
        {known?.message ?? String(error)}
        {known ? ` ${en.states.code(known.code, known.requestId)}` : ''}
      </p>
      <div className="acts">
        <Button leftSection={<RotateCcw size={14} />} onClick={onAgain}>
          {en.states.again}
        </Button>
        <Button variant="subtle" onClick={() => void navigator.clipboard?.writeText(detailsOf(error))}>
          {en.states.copy}
        </Button>
      </div>
    </div>
  );
}

/** The thing exists, this person may not see it. */
export function NoRight({ message }: { message: string }) {
  return (
    <div className="empty">
      <Lock size={22} aria-hidden />
      <h2>{en.states.noRight}</h2>
      <p>{message}</p>
    </div>
  );
}
