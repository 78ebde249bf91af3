/** The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998): 32-bit words, seeded and read as NumPy does. */

const N = 624;
const M = 397;

export class MersenneTwister {
  private readonly state = new Uint32Array(N);
  private next = N;

  /** Started from a whole number from 0 to 2³² − 1. */
  constructor(seed: number) {
    this.state[0] = seed;
    for (let i = 1; i < N; i++) {
      const before = this.state[i - 1];
      this.state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i;
    }
  }

  /** A word of 32 random bits, 0 … 2³² − 1. */
  word(): number {
    if (this.next === N) this.renew();
    let y = this.state[this.next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** Uniform on [0, 1): 53 bits from two words. */
  double(): number {
    const upper = this.word() >>> 5;
    const lower = this.word() >>> 6;
    return (upper * 67108864 + lower) / 9007199254740992;
  }

  /** Uniform on 0 … top, top < 2³²: words cut to the bits that top has, until one is small enough. */
  upTo(top: number): number {
    if (top === 0) return 0;
    let mask = top;
    for (let shift = 1; shift < 32; shift *= 2) mask |= mask >>> shift;
    for (;;) {
      const word = (this.word() & mask) >>> 0;
      if (word <= top) return word;
    }
  }

  /** The next 624 words, each from three of the last. */
  private renew(): void {
    const s = this.state;
    for (let i = 0; i < N; i++) {
      const y = (s[i] & 0x80000000) | (s[(i + 1) % N] & 0x7fffffff);
      s[i] = s[(i + M) % N] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.next = 0;
  }
}
