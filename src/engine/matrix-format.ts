/**
 * How a matrix's numbers are written: as NumPy 2 writes those of a float64 array with its default options, at most 8
 * decimals, all equally wide and with their points under each other.
 */
const DECIMALS = 8;
/** As many as JavaScript writes, and enough to see whether a number lies halfway between two shorter ones. */
const MOST_DIGITS = 100;

/** A number's digits before the point (with the sign) and after it. */
interface Digits {
  readonly whole: string;
  readonly decimals: string;
}

/** The way to write these numbers, and no others: how wide each one is depends on all of them. */
export function writer(numbers: readonly number[]): (x: number) => string {
  const finite = numbers.filter((x) => Number.isFinite(x));
  const write = needExponents(finite) ? withExponent(finite) : withoutExponent(finite);
  const text = (x: number) => (Number.isFinite(x) ? write(x) : special(x));
  const width = numbers.reduce((widest, x) => Math.max(widest, text(x).length), 0);
  return (x) => text(x).padStart(width);
}

/** Zeros aside: when one is large or small, or one is more than 1000 times another. */
function needExponents(numbers: readonly number[]): boolean {
  const sizes = numbers.filter((x) => x !== 0).map((x) => Math.abs(x));
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  const smallest = sizes.reduce((a, b) => Math.min(a, b), Infinity);
  return largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000;
}

/** Trailing zeros are left out, and spaces put for them. */
function withoutExponent(numbers: readonly number[]): (x: number) => string {
  const room = longest(numbers.map((x) => positional(x).decimals));
  return (x) => {
    const { whole, decimals } = positional(x);
    return `${whole}.${decimals.padEnd(room)}`;
  };
}

/** All with as many decimals as the one that needs most, and as long an exponent. */
function withExponent(numbers: readonly number[]): (x: number) => string {
  const room = numbers.reduce((most, x) => Math.max(most, decimalsNeeded(x)), 0);
  const exponentRoom = longest(numbers.map((x) => scientific(x, room).exponent));
  return (x) => {
    const { whole, decimals, exponent } = scientific(x, room);
    return `${whole}.${decimals}e${exponent[0]}${exponent.slice(1).padStart(exponentRoom - 1, "0")}`;
  };
}

/** The shortest decimals that read back as x; where they are more than 8, x rounded to 8, trailing zeros left out. */
function positional(x: number): Digits {
  const size = Math.abs(x);
  const [whole, decimals = ""] = String(size).split(".");
  if (decimals.length <= DECIMALS) return { whole: sign(x) + whole, decimals };
  const rounded = tieToEven(size.toFixed(DECIMALS), size.toFixed(MOST_DIGITS)).split(".");
  return { whole: sign(x) + rounded[0], decimals: withoutZeros(rounded[1]) };
}

/** How many decimals x takes in front of an exponent, by the same rule. */
function decimalsNeeded(x: number): number {
  const [, shortest = ""] = Math.abs(x).toExponential().split("e")[0].split(".");
  return shortest.length <= DECIMALS ? shortest.length : withoutZeros(scientific(x, DECIMALS).decimals).length;
}

/** x rounded to one digit and this many decimals, with an exponent of at least two digits. */
function scientific(x: number, room: number): Digits & { exponent: string } {
  const size = Math.abs(x);
  const [rounded, exponent] = size.toExponential(room).split("e");
  const [exact] = size.toExponential(MOST_DIGITS).split("e");
  const [whole, decimals = ""] = tieToEven(rounded, exact).split(".");
  return { whole: sign(x) + whole, decimals, exponent: exponent[0] + exponent.slice(1).padStart(2, "0") };
}

/**
 * `rounded`, but where x lies exactly between two numbers of that length, the one whose last digit is even: JavaScript
 * takes the larger one. `exact` is x with all its digits. (After a carry, 9.5 to 10, the larger one is the even one.)
 */
function tieToEven(rounded: string, exact: string): string {
  const cut = exact.slice(0, rounded.length);
  const rest = exact.slice(rounded.length).replace(".", "");
  return /^50*$/.test(rest) && /[02468]$/.test(cut) ? cut : rounded;
}

function withoutZeros(decimals: string): string {
  return decimals.replace(/0+$/, "");
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}

/** Also of −0, which NumPy writes as `-0.` */
function sign(x: number): string {
  return x < 0 || Object.is(x, -0) ? "-" : "";
}

function special(x: number): string {
  return Number.isNaN(x) ? "nan" : x > 0 ? "inf" : "-inf";
}
