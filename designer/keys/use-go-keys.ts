import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { areLettersOn } from './single-letters.ts';
import { isKeyboardTaken } from './use-list-keys.ts';

const places = { f: '/flows', r: '/runs', i: '/inbox', v: '/deliveries', m: '/money' } as const;
const patienceMs = 1_200;

/** G, then a letter: goes to a place from anywhere. The second letter is swallowed, so it does nothing else. */
export function useGoKeys(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let since = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      const field = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
      if (field || event.ctrlKey || event.metaKey || event.altKey || !areLettersOn() || isKeyboardTaken()) return;
      const letter = event.key.toLowerCase();
      if (event.timeStamp - since < patienceMs && letter in places) {
        event.preventDefault();
        event.stopImmediatePropagation();
        void navigate({ to: places[letter as keyof typeof places] }); // `in` above says it is one of them
      }
      since = letter === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [navigate]);
}
