import { Lock } from 'lucide-react';
import { en } from '../text/en.ts';

/** Names the missing right to people who may look and not change. */
export function OnlyAdmins() {
  return (
    <div className="callout only-admins">
      <Lock size={16} aria-hidden />
      {en.connectors.onlyAdmin}
    </div>
  );
}
