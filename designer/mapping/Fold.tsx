import { ChevronDown, ChevronRight } from 'lucide-react';

export interface FoldState {
  open: boolean;
  toggle(): void;
}

/** Opens and closes a row with the mouse; keys do it on the row itself. Rows without fields keep its room. */
export function Fold({ fold }: { fold: FoldState | undefined }) {
  if (!fold) return <span className="mapping-twist" />;
  const Icon = fold.open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: arrows open and close the row
    <span
      className="mapping-twist"
      onClick={(event) => {
        event.stopPropagation();
        fold.toggle();
      }}
    >
      <Icon size={14} aria-hidden />
    </span>
  );
}
