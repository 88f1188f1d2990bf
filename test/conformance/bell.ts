/** What a bell owes, wherever it hangs. */
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Hint, Queue } from '../../server/engine/ports.ts';

export interface Tower {
  /** The bell as one more process has it. */
  bell(): Queue;
  close(): Promise<void>;
}

export function describeBell(name: string, open: () => Promise<Tower>): void {
  async function enter(): Promise<Tower> {
    const tower = await open();
    onTestFinished(() => tower.close());
    return tower;
  }
  const heardBy = (bell: Queue, ears?: Parameters<Queue['listen']>[1]) => {
    const heard: { tenant: string; runId: string; hint: Hint | undefined }[] = [];
    const leave = bell.listen((tenant, runId, hint) => heard.push({ tenant, runId, hint }), ears);
    return { heard, leave, ids: () => new Set(heard.map(({ runId }) => runId)) };
  };
  const waitFor = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

  describe(name, () => {
    it('whoever listens hears which run, whose it is, and what was known of it', async () => {
      const tower = await enter();
      const { heard } = heardBy(tower.bell());
      const ringer = tower.bell();
      ringer.ring('acme', 'fresh', { flow: 'heat_pump', delivery: 'd1' });
      ringer.ring('acme', 'signaled');
      await waitFor(() => expect(heard).toHaveLength(2));
      expect(heard).toContainEqual({ tenant: 'acme', runId: 'fresh', hint: { flow: 'heat_pump', delivery: 'd1' } });
      expect(heard).toContainEqual({ tenant: 'acme', runId: 'signaled', hint: undefined });
    });

    it('nobody is told inside the call that rings', async () => {
      const bell = (await enter()).bell();
      let isRinging = false;
      const told: boolean[] = [];
      bell.listen(() => told.push(isRinging));
      for (const hint of [undefined, { flow: 'f', delivery: 'd' }]) {
        isRinging = true;
        bell.ring('acme', 'a', hint);
        isRinging = false;
      }
      await waitFor(() => expect(told.length).toBeGreaterThanOrEqual(2));
      expect(told).not.toContain(true);
    });

    it('of many rings at once each is heard', async () => {
      const tower = await enter();
      const { ids } = heardBy(tower.bell());
      const ringer = tower.bell();
      for (let n = 0; n < 3_000; n += 1) ringer.ring('acme', `run ${n}`, n % 3 === 0 ? undefined : { flow: `flow ${n % 7}`, delivery: `d ${n}` });
      await waitFor(() => expect(ids().size).toBe(3_000));
    });

    it('who left hears nothing more, the others everything', async () => {
      const tower = await enter();
      const bell = tower.bell();
      const gone = heardBy(bell);
      const still = heardBy(tower.bell());
      bell.ring('acme', 'before');
      await waitFor(() => expect(new Set([...gone.ids(), ...still.ids()])).toContain('before'));
      gone.leave();
      const known = gone.heard.length;
      for (let n = 0; n < 200; n += 1) bell.ring('acme', `after ${n}`);
      await waitFor(() => expect([...still.ids()].filter((id) => id.startsWith('after'))).toHaveLength(200));
      expect(gone.heard).toHaveLength(known);
    });

    it('a ring without its delivery reaches the holder of the run, whoever else is told', async () => {
      const tower = await enter();
      heardBy(tower.bell(), { holds: () => false, hasRoom: () => true });
      heardBy(tower.bell(), { holds: () => false, hasRoom: () => true });
      const holder = heardBy(tower.bell(), { holds: (runId) => runId.startsWith('mine'), hasRoom: () => false });
      const ringer = tower.bell();
      await waitFor(() => {
        ringer.ring('acme', 'mine to begin with');
        expect(holder.ids()).toContain('mine to begin with');
      });
      for (let n = 0; n < 50; n += 1) ringer.ring('acme', `mine ${n}`);
      await waitFor(() => expect([...holder.ids()].filter((id) => /^mine \d/.test(id))).toHaveLength(50));
    });

    it('ringing where nobody listens does no harm', async () => {
      const bell = (await enter()).bell();
      expect(() => bell.ring('acme', 'a')).not.toThrow();
      const { ids } = heardBy(bell);
      bell.ring('acme', 'b');
      await waitFor(() => expect(ids()).toContain('b'));
    });

    it('closes within a second, in the middle of a peal', async () => {
      const tower = await open();
      const bell = tower.bell();
      heardBy(bell);
      bell.ring('acme', 'a');
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (let n = 0; n < 500; n += 1) bell.ring('acme', `run ${n}`);
      const began = performance.now();
      await tower.close();
      expect(performance.now() - began).toBeLessThan(1_000);
    });
  });
}
