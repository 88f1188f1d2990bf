import { Select } from '@mantine/core';
import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import type { FlowDetail, VersionInfo } from '../../server/http/api.ts';
import { dayOf, momentOf } from '../show/moment.ts';
import { ship as words } from '../text/en/ship.ts';
import { draftName } from './use-compared.ts';

interface VersionPicksProps {
  detail: FlowDetail;
  versions: readonly VersionInfo[];
  from: string;
  to: string;
  onPick: (pick: { from: string; to: string }) => void;
}

/** Which two are compared, and the comparison turned round. */
export function VersionPicks({ detail, versions, from, to, onPick }: VersionPicksProps) {
  const data = [
    { value: draftName, label: words.draft },
    ...versions.map(({ version, number, at }) => ({
      value: version,
      label: version === detail.deployed?.version ? words.live(number, dayOf(detail.deployed.at)) : words.former(number, momentOf(at)),
    })),
  ];
  const label = (one: string) => data.find(({ value }) => value === one)?.label;
  const pick = {
    data,
    className: 'version-pick',
    allowDeselect: false,
    checkIconPosition: 'right' as const,
    comboboxProps: { width: 'max-content', position: 'bottom-start' as const },
  };
  return (
    <div className="version-picks">
      <Select {...pick} title={label(from)} aria-label={words.from} value={from} onChange={(next) => next && onPick({ from: next, to })} />
      <ArrowRight size={15} aria-hidden />
      <Select {...pick} title={label(to)} aria-label={words.to} value={to} onChange={(next) => next && onPick({ from, to: next })} />
      <button type="button" className="flow-bar-icon" aria-label={words.swap} title={words.swap} onClick={() => onPick({ from: to, to: from })}>
        <ArrowLeftRight size={15} aria-hidden />
      </button>
    </div>
  );
}
