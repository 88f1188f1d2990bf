import { ApiError } from '../api/client.ts';
import { outside as words } from '../text/en/outside.ts';

/** Why a link no longer opens anything, in words; nothing where another try may help. */
export function endingOf(error: unknown): { title: string; text: string } | undefined {
  if (!(error instanceof ApiError)) return undefined;
  if (error.status === 429) return { title: words.slowTitle, text: words.slow };
  switch (error.code) {
    case 'link.used':
      return { title: words.usedTitle, text: words.used };
    case 'link.expired':
      return { title: words.expiredTitle, text: words.expired };
    case 'link.revoked':
      return { title: words.revokedTitle, text: words.revoked };
    case 'link.answered':
    case 'task.changed':
      return { title: words.answeredTitle, text: words.answered };
    case 'link.unknown':
      return { title: words.unknownTitle, text: words.unknown };
    default:
      return undefined;
  }
}
