/** How a simulated system behaves right now. */

export type Mode = 'ok' | 'slow' | 'fail' | 'lose-answers';

export const modeNames: readonly Mode[] = ['ok', 'slow', 'fail', 'lose-answers'];

interface Setting {
  mode: Mode;
  /** Extra time per call while slow, ms. */
  delay: number;
  /** Calls after which it behaves again; for ever when absent. */
  times: number | undefined;
}

export interface Modes {
  of(system: string): Mode;
  set(system: string, mode: Mode, options?: { delay?: number; times?: number }): void;
  /** What the next call meets; counts down. */
  take(system: string): { mode: Mode; delay: number };
}

export function trackModes(): Modes {
  const settings = new Map<string, Setting>();
  return {
    of: (system) => settings.get(system)?.mode ?? 'ok',
    set: (system, mode, { delay = 2000, times } = {}) => void settings.set(system, { mode, delay, times }),
    take(system) {
      const setting = settings.get(system);
      if (!setting) return { mode: 'ok', delay: 0 };
      if (setting.times !== undefined && --setting.times <= 0) settings.delete(system);
      return { mode: setting.mode, delay: setting.mode === 'slow' ? setting.delay : 0 };
    },
  };
}
