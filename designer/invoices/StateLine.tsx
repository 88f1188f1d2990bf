import { useIssuedInvoice } from '../api/money.ts';
import { When } from '../show/When.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { invoices as words } from '../text/en/invoices.ts';

/** How an invoice came to where it stands: its states in their order, and every attempt to hand it over. */
export function StateLine({ number }: { number: string }) {
  const detail = useIssuedInvoice(number, true);
  if (detail.isPending) return <Bones rows={1} />;
  if (detail.isError) return <PanelError title={words.failed} error={detail.error} onAgain={() => void detail.refetch()} />;
  const { facts, tries } = detail.data;
  return (
    <div className="state-line">
      <ol aria-label={words.listColumns.state}>
        {facts.map(({ state, at, by, late }) => (
          <li key={`${state} ${at}`}>
            <strong>{words.states[state]}</strong>
            <span className="hint">
              <When at={at} /> {words.by(by)}
              {late ? ` · ${words.late}` : ''}
            </span>
          </li>
        ))}
      </ol>
      {tries.map(({ channel, at, outcome, because }) => (
        <p key={`${channel} ${at}`} className="hint">
          <When at={at} /> {words.tried(channel, outcome)}: {because}
        </p>
      ))}
    </div>
  );
}
