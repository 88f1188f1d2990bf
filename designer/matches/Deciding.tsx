import { Button } from '@mantine/core';
import { Check, CornerDownLeft, Split, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { MatchCandidate, MatchWork } from '../../server/http/api.ts';
import { useConfirm } from '../api/money.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { useListKeys } from '../keys/use-list-keys.ts';
import { moneyOf } from '../show/amount.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { matches as words } from '../text/en/matches.ts';
import { balanceOf, confirmationOf, type Draft, draftOf, fits, payPart, ways, withItem } from './balance.ts';
import { Cleared } from './Cleared.tsx';
import { Difference } from './Difference.tsx';
import { Evidence } from './Evidence.tsx';
import { FindItems } from './FindItems.tsx';
import { PaymentFacts } from './PaymentFacts.tsx';
import { Readings } from './Readings.tsx';
import type { Undoing } from './use-undoing.ts';
import { WriteOffDialog } from './WriteOffDialog.tsx';

export interface DecidingProps {
  work: MatchWork;
  undo: Undoing;
  onDecided: (id: string) => void;
}

/** What a payment pays, as one person decides it: a reading as it is, split, in part, or with the difference given a place. */
export function Deciding({ work, undo, onDecided }: DecidingProps) {
  const { payment, candidates } = work;
  const { id, amount, currency } = payment;
  const [chosen, setChosen] = useState(0);
  const [draft, setDraft] = useState<Draft>(() => (candidates[0] ? draftOf(candidates[0]) : { lines: [] }));
  const [dialog, setDialog] = useState<'find' | 'writeOff'>();
  const confirm = useConfirm();
  const candidate = candidates[chosen];
  const balance = balanceOf(amount, currency, draft);
  const canConfirm = draft.lines.length > 0 && balance.left === 0n && balance.wrong.size === 0 && !(draft.way === 'writeOff' && draft.reason === undefined);

  const choose = (at: number) => {
    const next = candidates[at];
    if (!next) return;
    setChosen(at);
    setDraft(draftOf(next));
  };
  const go = () => {
    if (!canConfirm || confirm.isPending) return;
    const said = words.confirmed(payment.payer.name ?? words.noPayer, moneyOf(payment), draft.lines.length) + learned(draft, work);
    confirm.mutate(
      { id, ...confirmationOf(draft, balance, currency) },
      {
        onSuccess: () => {
          say(said);
          onDecided(id);
        },
        onError: sayRefused,
      },
    );
  };
  const place = (way: Draft['way']) => {
    if (way === 'writeOff') setDialog('writeOff');
    else setDraft({ lines: draft.lines, ...(way === undefined ? {} : { way }) });
  };
  const nextWay = () => {
    const open = ways.filter((way) => way !== 'writeOff' && fits(way, balance.gap));
    place(open[(open.indexOf(draft.way as (typeof open)[number]) + 1) % open.length]); // -1, and so the first, where none is set
  };
  const part = () => balance.gap < 0n && setDraft(payPart(amount, currency, draft));
  const writeOff = () => balance.gap < 0n && setDialog('writeOff');
  const undoLast = () => undo.last !== undefined && undo.go(undo.last);
  useListKeys({
    Enter: () => (document.activeElement === document.body || document.activeElement?.classList.contains('match-row')) && go(),
    S: () => setDialog('find'),
    F: () => setDialog('find'),
    P: part,
    W: writeOff,
    D: nextWay,
    ...Object.fromEntries(candidates.map((_, at) => [String(at + 1), () => choose(at)])),
  });

  return (
    <>
      <div className="match-grid">
        <div className="match-side">
          <PaymentFacts payment={payment} numbers={numbersIn(candidates)} />
          <Readings candidates={candidates} chosen={chosen} currency={currency} onChoose={choose} onFind={() => setDialog('find')} />
        </div>
        <div className="match-main">
          <Cleared work={work} candidate={candidate} at={chosen} draft={draft} balance={balance} onDraft={setDraft} onAdd={() => setDialog('find')} onGo={go} />
          <div className="match-below">
            <Evidence work={work} candidate={candidate} draft={draft} balance={balance} />
            <Difference draft={draft} balance={balance} currency={currency} onWay={place} onPart={part} />
          </div>
        </div>
      </div>
      <footer className="match-foot">
        <Button
          variant="filled"
          leftSection={<Check size={15} />}
          rightSection={<CornerDownLeft size={14} />}
          disabled={!canConfirm}
          loading={confirm.isPending}
          onClick={go}
        >
          {words.confirm}
        </Button>
        <Button leftSection={<Split size={15} />} onClick={() => setDialog('find')}>
          {words.splitGo}
        </Button>
        <Button leftSection={<Undo2 size={15} />} disabled={undo.last === undefined} loading={undo.isPending} onClick={undoLast}>
          {words.undo}
        </Button>
        <KeyHints keys={words.keys} />
      </footer>
      {dialog === 'find' ? (
        <FindItems
          taken={draft.lines}
          currency={currency}
          onClose={() => setDialog(undefined)}
          onTake={(item) => {
            setDraft(withItem(amount, currency, draft, item));
            setDialog(undefined);
          }}
        />
      ) : null}
      {dialog === 'writeOff' ? (
        <WriteOffDialog
          gap={balance.gap}
          currency={currency}
          onClose={() => setDialog(undefined)}
          onGo={(reason) => {
            setDraft({ lines: draft.lines, way: 'writeOff', reason });
            setDialog(undefined);
          }}
        />
      ) : null}
    </>
  );
}

const numbersIn = (candidates: readonly MatchCandidate[]): string[] => [
  ...new Set(candidates.flatMap(({ lines }) => lines.flatMap(({ number }) => [number, number.split(/[-/]/).at(-1) ?? number]))),
];

/** A payer that names itself is remembered for the customers it paid. */
function learned({ lines }: Draft, { payment: { payer } }: MatchWork): string {
  const [first] = lines;
  return first === undefined || (payer.name === undefined && payer.account === undefined) ? '' : words.learned(first.customer.name);
}
