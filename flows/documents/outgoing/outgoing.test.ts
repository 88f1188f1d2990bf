import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChannelName, channelNames, decide } from './channels.ts';
import { invoiceStates, stepTo } from './invoice-state.ts';
import { allLaws, lawFor } from './law.ts';

const all = [...channelNames];
const here = { reachable: true, because: 'registered for BIS 3' };
const away = { reachable: false, because: 'not registered' };
const email = 'books@nordlys.test';
const chainOf = (ask: Parameters<typeof decide>[0]): ChannelName[] => decide(ask).chain.map(({ channel }) => channel);

describe('the way of an invoice', () => {
  it.each<[string, Parameters<typeof decide>[0], ChannelName[]]>([
    ['network first, where the buyer is there, then what is left', { offered: all, network: here, email }, ['network', 'email', 'portal', 'paper']],
    ['the wish comes after the network', { offered: all, network: here, email, preference: 'paper' }, ['network', 'paper', 'email', 'portal']],
    [
      'the wish comes first where the network does not know the buyer',
      { offered: all, network: away, email, preference: 'paper' },
      ['paper', 'email', 'portal'],
    ],
    ['both wishes, mail and paper', { offered: all, network: away, email, preference: 'both' }, ['email', 'paper', 'portal']],
    ['no mail without an address', { offered: all, network: away }, ['portal', 'paper']],
    ['nothing that is not set up', { offered: ['email'], network: here, email, preference: 'paper' }, ['email']],
    ['nobody can be reached', { offered: ['network', 'email'], network: away }, []],
  ])('%s', (_, ask, chain) => expect(chainOf(ask)).toEqual(chain));

  it('the law leaves one way, whatever is wished', () => {
    const law = lawFor({ seller: 'BE', buyer: 'BE', to: 'b2b', day: '2026-11-26' })!;
    expect(chainOf({ law, offered: all, network: here, email, preference: 'email' })).toEqual(['network']);
    const plan = decide({ law, offered: all, network: away, email });
    expect(plan.chain).toEqual([]);
    expect(plan.out.find(({ channel }) => channel === 'network')?.because).toBe('not registered');
    expect(plan.out.map(({ channel }) => channel).sort()).toEqual([...all].sort());
  });

  it('a channel is tried once at most, and each one is either tried or told why not', () => {
    fc.assert(
      fc.property(
        fc.subarray(all),
        fc.option(fc.constantFrom(here, away), { nil: undefined }),
        fc.option(fc.constant(email), { nil: undefined }),
        fc.option(fc.constantFrom('einvoice', 'email', 'paper', 'both'), { nil: undefined }),
        (offered, network, address, preference) => {
          const plan = decide({
            offered,
            ...(network ? { network } : {}),
            ...(address ? { email: address } : {}),
            ...(preference ? { preference: preference as 'email' } : {}),
          });
          const named = [...plan.chain, ...plan.out].map(({ channel }) => channel);
          expect(new Set(named).size).toBe(named.length);
          for (const { channel } of plan.chain) expect(offered).toContain(channel);
        },
      ),
    );
  });
});

describe('the law by day', () => {
  it.each([
    ['BE', '2025-12-31', undefined, undefined],
    ['BE', '2026-01-01', undefined, 'network'],
    ['FR', '2026-11-26', 'small', undefined],
    ['FR', '2026-11-26', 'large', 'platform'],
    ['FR', '2027-09-01', 'small', 'platform'],
    ['PL', '2026-03-31', 'small', undefined],
    ['PL', '2026-02-01', 'large', 'platform'],
    ['NO', '2026-12-31', undefined, undefined],
    ['NO', '2027-01-01', undefined, 'network'],
    ['DE', '2026-11-26', undefined, undefined],
  ] as const)('%s on %s (%s): %s', (country, day, size, channel) => {
    expect(lawFor({ seller: country, buyer: country, to: 'b2b', day, ...(size ? { size } : {}) })?.channel).toBe(channel);
  });

  it('says source and day of checking, and rules nothing across a border', () => {
    for (const law of allLaws) {
      expect(law).toMatchObject({
        country: expect.stringMatching(/^[A-Z]{2}$/),
        from: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
        checked: expect.stringMatching(/^\d{4}/),
      });
      expect(law.source.length).toBeGreaterThan(5);
      if (law.clearance) expect(law.channel).toBe('platform');
    }
    expect(lawFor({ seller: 'BE', buyer: 'NL', to: 'b2b', day: '2026-11-26' })).toBeUndefined();
  });
});

describe('the states of an invoice', () => {
  it('nothing leads back before it was issued, nothing follows a credit, and a late fact never moves', () => {
    for (const from of invoiceStates) {
      for (const to of invoiceStates) {
        const step = stepTo(from, to, []);
        if (from === 'credited') expect(step.kind).not.toBe('moves');
        if (step.kind === 'moves' && from !== 'draft') expect(['draft', 'valid']).not.toContain(to);
        if (step.kind === 'late') expect(invoiceStates.indexOf(to)).toBeLessThanOrEqual(invoiceStates.indexOf(from));
      }
    }
  });

  it('a payment that went back leaves it where it stood before', () => {
    expect(stepTo('paid', 'reopened', ['valid', 'sent', 'approved', 'part_paid', 'paid'])).toEqual({ kind: 'moves', to: 'approved' });
    expect(stepTo('sent', 'reopened', ['valid', 'sent']).kind).toBe('refused');
  });
});
