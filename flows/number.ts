/** Why a JSON number would not survive as a double; undefined when every digit is kept. */
export function lossOf(source: string): 'number.out_of_range' | 'number.not_exact' | undefined {
  const value = Number(source);
  if (!Number.isFinite(value)) return 'number.out_of_range';
  const written = digitsOf(source);
  if (value === 0) return written.digits === '' ? undefined : 'number.out_of_range';
  const kept = digitsOf(String(value));
  return written.digits === kept.digits && written.exponent === kept.exponent ? undefined : 'number.not_exact';
}

/** True when the number, as written, comes back digit for digit from a double. */
export const isExactNumber = (source: string): boolean => lossOf(source) === undefined;

/** Significant digits without leading and trailing zeros, and the power of ten of the last one. */
function digitsOf(source: string): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = source
    .toLowerCase()
    .replace('-', source.startsWith('-') ? '' : '-')
    .split('e');
  const point = mantissa.indexOf('.');
  const whole = mantissa.replace('.', '');
  const trimmed = trimZeros(whole);
  const fraction = point < 0 ? 0 : mantissa.length - point - 1;
  return { digits: trimmed.digits, exponent: trimmed.digits === '' ? 0 : Number(power) - fraction + trimmed.dropped };
}

/** Loops, not regular expressions: a megabyte of zeros must stay linear. */
function trimZeros(whole: string): { digits: string; dropped: number } {
  let start = 0;
  let end = whole.length;
  while (start < end && whole.charCodeAt(start) === 0x30) start++;
  while (end > start && whole.charCodeAt(end - 1) === 0x30) end--;
  return { digits: whole.slice(start, end), dropped: whole.length - end };
}
