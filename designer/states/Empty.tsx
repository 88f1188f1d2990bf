import { CircleCheck, Inbox, type LucideIcon, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

const icons: Record<'first' | 'filter' | 'good', LucideIcon> = { first: Inbox, filter: SearchX, good: CircleCheck };

/** Nothing here, and why: nothing yet, hidden by a filter, or all done. */
export function Empty({
  kind,
  title,
  icon,
  children,
  acts,
}: {
  kind: keyof typeof icons;
  title: string;
  icon?: LucideIcon;
  children?: ReactNode;
  acts?: ReactNode;
}) {
  const Icon = icon ?? icons[kind];
  return (
    <div className="empty">
      <Icon size={22} {...(kind === 'good' ? { color: 'var(--completed)' } : {})} aria-hidden />
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {acts ? <div className="acts">{acts}</div> : null}
    </div>
  );
}
