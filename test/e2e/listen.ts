import type { Page } from 'playwright-core';

/** Hears what must never happen in a page: errors of scripts and of the console, and dialogs that the hub never opens. */
export function listen(page: Page, hear: (line: string) => void): void {
  page.on('console', (message) => {
    if (message.type() === 'error') hear(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => hear(`uncaught ${error.message}`));
  page.on('dialog', (dialog) => {
    hear(`a dialog opened: ${dialog.message()}`);
    void dialog.dismiss();
  });
}
