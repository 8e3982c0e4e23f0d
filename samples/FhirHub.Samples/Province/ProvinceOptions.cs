namespace FhirHub.Samples.Province;

/// <summary>How large a province is, and when.</summary>
public sealed record ProvinceOptions
{
    public const int MaxResidents = 50_000;
    public const int MinDays = 7;
    public const int MaxDays = 180;

    public long Seed { get; init; } = 1;

    /// <summary>1 to <see cref="MaxResidents"/>.</summary>
    public required int Residents { get; init; }

    /// <summary>Of sources: <see cref="MinDays"/> to <see cref="MaxDays"/>.</summary>
    public required int Days { get; init; }

    /// <summary>The first day of sources; what is past is so many days before it.</summary>
    public required DateOnly From { get; init; }
}
