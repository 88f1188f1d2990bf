import { lazy, type RefObject, Suspense, useLayoutEffect, useRef } from 'react';

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then(({ CommandPalette: component }) => ({ default: component })));

/** The palette, which comes when first opened. What is typed until it is there becomes its first word, and acts nowhere else. */
export function LazyPalette({ onClose }: { onClose: () => void }) {
  const typed = useRef('');
  return (
    <Suspense fallback={<Meanwhile typed={typed} onClose={onClose} />}>
      <CommandPalette typed={typed} onClose={onClose} />
    </Suspense>
  );
}

function Meanwhile({ typed, onClose }: { typed: RefObject<string>; onClose: () => void }) {
  useLayoutEffect(() => {
    const keep = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') onClose();
      else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1);
      else if (event.key.length === 1) typed.current += event.key;
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', keep, { capture: true });
    return () => window.removeEventListener('keydown', keep, { capture: true });
  }, [typed, onClose]);
  return null;
}
