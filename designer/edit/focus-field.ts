/** To the field a problem is about, once the panel shows it. */

/** How long the panel may take to load its fields, ms. */
const patience = 1_500;

/** The pointers of a field and of what holds it, nearest first; never a whole node or a whole map. */
export function pointersOf(path: string): string[] {
  const parts = path.split('/');
  const least = parts[1] === 'nodes' ? 4 : 2;
  return parts.map((_, at) => parts.slice(0, parts.length - at).join('/')).filter((pointer) => pointer.split('/').length >= least);
}

/** Puts the keyboard into the field of a pointer; without one, into the first wrong field, else the first. */
export function focusField(path: string | undefined): void {
  const pointers = path === undefined ? [] : pointersOf(path);
  const begun = performance.now();
  const seek = (): void => {
    const panel = document.querySelector('.edit-panel');
    const place = pointers.flatMap((pointer) => panel?.querySelector(`[data-pointer="${CSS.escape(pointer)}"]`) ?? [])[0];
    if (!place && pointers.length > 0 && performance.now() - begun < patience) {
      requestAnimationFrame(seek);
      return;
    }
    const found = place ?? panel?.querySelector('[data-wrong]') ?? panel;
    if (found) focusIn(found);
  };
  setTimeout(seek, 60); // once the panel shows what was chosen just now
}

function focusIn(place: Element): void {
  for (let fold = place.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true;
  const fields = 'input:not([type="hidden"]):not([disabled]), textarea, select, [contenteditable="true"], [role="combobox"]';
  const field = place.matches(fields) ? (place as HTMLElement) : (place.querySelector<HTMLElement>(fields) ?? place.querySelector<HTMLElement>('button'));
  field?.focus();
  field?.scrollIntoView({ block: 'nearest' });
}
