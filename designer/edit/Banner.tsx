import { CircleX, CloudOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';

const icons: Record<'away' | 'refused', LucideIcon> = { away: CloudOff, refused: CircleX };

/** One line over the canvas while it is true, with its one action. */
export function Banner({ kind, title, children, action }: { kind: keyof typeof icons; title: string; children?: ReactNode; action?: ReactNode }) {
  const Icon = icons[kind];
  return (
    <div className="edit-banner" data-kind={kind} role="status">
      <Icon size={16} aria-hidden />
      <span>
        <b>{title}</b> {children}
      </span>
      {action}
    </div>
  );
}

/** What stands between a draft and the hub. */
export function SavingBanners() {
  const editor = useEditor();
  const saving = useEdited((state) => state.saving);
  const refusal = useEdited((state) => state.refusal);
  if (saving === 'offline')
    return (
      <Banner kind="away" title={words.offlineTitle}>
        {words.offlineText}
      </Banner>
    );
  if (saving !== 'refused') return null;
  const copy = () => void navigator.clipboard?.writeText(JSON.stringify(editor.get().flow, null, 2));
  return (
    <Banner
      kind="refused"
      title={words.refusedTitle}
      action={
        <button type="button" className="banner-act" onClick={copy}>
          {words.keepCopy}
        </button>
      }
    >
      {refusal}
    </Banner>
  );
}
