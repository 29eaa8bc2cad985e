/**
 * Philox 4x32 with ten rounds, and normal numbers from it, in the order of torch's CUDA generator.
 * Every number depends only on (seed, draw, place), so a picture's noise is the same whether the
 * picture is made alone or in a batch.
 * Source: Salmon et al. 2011, Parallel Random Numbers: As Easy as 1, 2, 3, section 3.3.
 */

type Counter = readonly [number, number, number, number];
type Key = readonly [number, number];

const ROUNDS = 10;
const MULTIPLIERS: Key = [0xd2511f53, 0xcd9e8d57];
const KEY_STEPS: Key = [0x9e3779b9, 0xbb67ae85];

/** Upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number) {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** Four random unsigned 32-bit numbers for a counter and a key. */
export function philox(counter: Counter, key: Key): Counter {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next: Counter = [
      (multiplyHigh(MULTIPLIERS[1], c2) ^ c1 ^ k0) >>> 0,
      Math.imul(MULTIPLIERS[1], c2) >>> 0,
      (multiplyHigh(MULTIPLIERS[0], c0) ^ c3 ^ k1) >>> 0,
      Math.imul(MULTIPLIERS[0], c0) >>> 0,
    ];
    [c0, c1, c2, c3] = next;
    k0 = (k0 + KEY_STEPS[0]) >>> 0;
    k1 = (k1 + KEY_STEPS[1]) >>> 0;
  }
  return [c0, c1, c2, c3];
}

const TWO_POW_32 = 2 ** 32;

/** One standard normal number. Source: Box and Muller 1958, eq. 1, away from 0 by half a step. */
function normalOf(first: number, second: number) {
  const radius = (first + 0.5) / TWO_POW_32;
  const angle = ((second + 0.5) / TWO_POW_32) * 2 * Math.PI;
  return Math.sqrt(-2 * Math.log(radius)) * Math.sin(angle);
}

/** A stream of standard normal numbers; each call draws anew. */
export function createNoise(seed: number): (count: number) => Float64Array {
  const key: Key = [seed >>> 0, Math.floor(seed / TWO_POW_32) >>> 0];
  let draw = 0;
  return (count) => {
    const numbers = new Float64Array(count);
    for (let place = 0; place < count; place += 1) {
      const [first, second] = philox([draw, 0, place, 0], key);
      numbers[place] = normalOf(first, second);
    }
    draw += 1;
    return numbers;
  };
}
