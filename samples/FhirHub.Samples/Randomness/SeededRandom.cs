using System.Numerics;

namespace FhirHub.Samples.Randomness;

/// <summary>
/// A source of random numbers that gives the same ones for the same seed on every machine and every version of .NET, which
/// <see cref="Random"/> does not promise: xoshiro256**, started by SplitMix64 (Blackman and Vigna, https://prng.di.unimi.it).
/// Whole numbers only: floating point may differ in its last digit.
/// </summary>
internal sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">Of the whole data.</param>
    /// <param name="stream">Of one part of it, so that parts do not depend on each other.</param>
    public SeededRandom(long seed, long stream)
    {
        ulong state = unchecked((ulong)seed * 0x9E3779B97F4A7C15 ^ (ulong)stream * 0xD1B54A32D192ED03);
        _a = Split(ref state);
        _b = Split(ref state);
        _c = Split(ref state);
        _d = Split(ref state);
    }

    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>From 0 up to, not including, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>Both bounds included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in so many of a thousand cases.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    private static ulong Split(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
