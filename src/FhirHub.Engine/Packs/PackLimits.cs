namespace FhirHub.Engine.Packs;

/// <summary>Bounds on one pack, so that an archive made for harm does none.</summary>
public sealed record PackLimits
{
    public static PackLimits Default { get; } = new();

    public int MaxFiles { get; init; } = 20_000;

    /// <summary>Bytes of one file, unpacked.</summary>
    public long MaxFileBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary>Bytes of all files, unpacked.</summary>
    public long MaxBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Faults that are collected before reading stops.</summary>
    public int MaxFaults { get; init; } = 100;
}
