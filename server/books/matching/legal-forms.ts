/** Legal forms by language, each with the family it is compared in: two names with forms of different families are different firms. */

/** family → spellings, folded: lower case, no accents, no points. */
const families: Record<string, string> = {
  'stock company':
    'ag|aktiengesellschaft|aktiengeselschaft|ab publ|asa|allmennaksjeselskap|allmennaksjeselskapet|sa|societe anonyme|sociedad anonima|sociedade anonima|societa per azioni|spa|s p a|nv|naamloze vennootschap|plc|public limited company|oyj|julkinen osakeyhtio|ao|oao|pao|zao|open joint stock company|joint stock company|public joint stock company|closed joint stock company|jsc|ojsc|pjsc|se|societas europaea|spolka akcyjna|akciova spolecnost|as cz|nyrt|zrt|a s|saf|kk|kabushiki kaisha|tbk|bhd|berhad',
  'limited company':
    'gmbh|gesellschaft mit beschrankter haftung|ges mbh|gesmbh|mbh|ggmbh|ug|unternehmergesellschaft|unternehmergesellschaft haftungsbeschrankt|ug haftungsbeschrankt|ltd|limited|co ltd|company limited|pvt ltd|private limited|pte ltd|pty ltd|proprietary limited|llc|l l c|limited liability company|lc|bv|b v|besloten vennootschap|bvba|sprl|srl|s r l|sarl|s a r l|societe a responsabilite limitee|sociedad limitada|sl|s l|slu|sociedad de responsabilidad limitada|societa a responsabilita limitata|societatea cu raspundere limitata|sas|s a s|societe par actions simplifiee|sasu|eurl|lda|limitada|ltda|aps|anpartsselskab|sp z oo|sp z o o|spolka z ograniczona odpowiedzialnoscia|sro|s r o|spolecnost s rucenim omezenym|doo|d o o|kft|eood|ood|uab|sia|ou|osauhing|ooo|ооо|too|ehf|yk',
  'nordic company': 'ab|aktiebolag|aktiebolaget|as|a s dk|aksjeselskap|aksjeselskapet|aktieselskab|aktieselskabet|oy|oy ab|osakeyhtio|hf|ivs',
  corporation: 'inc|incorporated|corp|corporation|pbc',
  partnership:
    'kg|kommanditgesellschaft|ohg|offene handelsgesellschaft|gbr|gesellschaft burgerlichen rechts|hb|handelsbolag|kb|kommanditbolag|da|ans|ks|i s|interessentskab|k s|vof|v o f|cv|snc|s n c|sci|scs|llp|lp|limited partnership|limited liability partnership|sp j|sp k|ky|gmbh co kg|gmbh und co kg|gmbh and co kg|ag co kg|co kg|gmbh co kgaa|kgaa|partg|partgmbb',
  'sole trader': 'ek|e k|e kfm|e kfr|eingetragener kaufmann|enk|enkeltpersonforetak|enskild firma|ef|eenmanszaak|tmi|toiminimi|fop|ip',
  association: 'ev|e v|eingetragener verein|eg|e g|eingetragene genossenschaft|ek for|ekonomisk forening|sa no|samvirkeforetak|stiftelse|stiftung|coop',
  company: 'co|company|cie|compagnie|group|holding|holdings|gruppe|gruppen|group holding|trading as',
};

const byWords = new Map<string, string>();
for (const [family, spellings] of Object.entries(families)) for (const spelling of spellings.split('|')) byWords.set(spelling, family);
const longest = 5;

/** A name's words without its legal forms, and the families these were of. Forms stand at the end or the beginning. */
export function withoutForms(words: readonly string[]): { words: string[]; forms: Set<string> } {
  let rest = [...words];
  const forms = new Set<string>();
  for (let found = true; found && rest.length > 1; ) {
    found = false;
    for (let size = Math.min(longest, rest.length - 1); size > 0 && !found; size--) {
      for (const side of ['end', 'begin'] as const) {
        const form = byWords.get((side === 'end' ? rest.slice(-size) : rest.slice(0, size)).join(' '));
        if (form === undefined || (side === 'begin' && size === 1 && !prefixes.has(rest[0]!))) continue; // a single word leads only where law puts it first
        rest = side === 'end' ? rest.slice(0, -size) : rest.slice(size);
        if (form !== 'company') forms.add(form);
        found = true;
        break;
      }
    }
  }
  return { words: rest, forms };
}

const prefixes = new Set(['ooo', 'ооо', 'oao', 'zao', 'pao', 'ao', 'too', 'uab', 'sia', 'pt', 'ip', 'fop', 'firma', 'ab', 'as', 'oy']);
