/** Functions an expression may call: how each is written, and what it is for in one line. */

export interface FunctionHelp {
  name: string;
  /** What stands between the brackets. */
  takes: string;
  gives: string;
  help: string;
}

const table = `
money(value, currency) → money: Exact money of a number or a decimal text
plus(money, money, …) → money: Exact sum; a list is added up
minus(money, money) → money: Exact difference
times(money, factor) → money: Money times a number, rounded to the currency
compare(a, b) → -1, 0 or 1: Compares money or decimals exactly
lookup(table, key, column?) → any: The row of a table with that key, or one of its cells
uuid() → text: A new id, the same again when the step is repeated
now(picture?, zone?) → time: The time of the step
millis() → number: The time of the step in milliseconds
random() → number: Between 0 and 1, the same again when the step is repeated
sum(numbers) → number: Sum of a list
count(list) → number: How many there are
max(numbers) → number: The largest
min(numbers) → number: The smallest
average(numbers) → number: The mean
string(value) → text: The value as text
substring(text, start, length?) → text: A part of a text, counted from 0
substringBefore(text, mark) → text: What stands before the first mark
substringAfter(text, mark) → text: What stands after the first mark
lowercase(text) → text: In small letters
uppercase(text) → text: In capitals
length(text) → number: How many characters
trim(text) → text: Without blanks at the ends
pad(text, width, fill?) → text: Filled up to a width; to the left when it is negative
match(text, /pattern/) → list: Where the pattern is found
contains(text, part) → yes or no: Whether it is in there
replace(text, part, by) → text: Every part replaced
split(text, mark) → list: The parts between the marks
join(texts, mark?) → text: One text of many
formatNumber(number, picture) → text: As "#,##0.00"
formatBase(number, base) → text: In another base, such as 16
formatInteger(number, picture) → text: In words or as "0001"
parseInteger(text, picture) → number: A whole number read from text
number(text) → number: A text as number
floor(number) → number: Rounded down
ceil(number) → number: Rounded up
round(number, digits?) → number: Rounded to the even neighbour
abs(number) → number: Without its sign
sqrt(number) → number: Square root
power(number, exponent) → number: To the power of
boolean(value) → yes or no: Whether there is something
not(value) → yes or no: The opposite
map(list, function($v){ … }) → list: Something made of every item
zip(list, list) → list: First with first, second with second
filter(list, function($v){ … }) → list: Items for which it holds
single(list, function($v){ … }) → any: The one item for which it holds; fails on none or several
reduce(list, function($all, $v){ … }) → any: One value made of all items
sift(object, function($v, $k){ … }) → object: Fields for which it holds
keys(object) → list: Names of its fields
append(list, list) → list: Both in a row
exists(value) → yes or no: Whether it is there at all
spread(object) → list: One object for each field
merge(objects) → object: One object of many
reverse(list) → list: From the end
each(object, function($v, $k){ … }) → list: Something made of every field
error(text) → nothing: Fails the step with these words
assert(condition, text) → nothing: Fails the step unless it holds
type(value) → text: "string", "number", "array", …
sort(list, function($a, $b){ … }) → list: In order
shuffle(list) → list: In any order, the same again when the step is repeated
distinct(list) → list: Each item once
clone(value) → any: A copy
base64encode(text) → text: As Base64
base64decode(text) → text: From Base64
encodeUrlComponent(text) → text: For one part of an address
encodeUrl(text) → text: For a whole address
decodeUrlComponent(text) → text: From one part of an address
decodeUrl(text) → text: From a whole address
toMillis(time, picture?) → number: A time in milliseconds
fromMillis(number, picture?, zone?) → text: A time as text
`;

/** Ours first: they keep money exact. */
export const functionHelp: readonly FunctionHelp[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [, name = '', takes = '', gives = '', help = ''] = /^(\w+)\((.*)\) → (.*?): (.*)$/.exec(line) ?? [];
    return { name, takes, gives, help };
  });
